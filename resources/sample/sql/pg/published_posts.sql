CREATE VIEW public.published_posts AS
SELECT p.id, p.title, a.name AS author, p.created_at
FROM public.blog_posts p
LEFT JOIN public.authors a ON a.id = p.author_id
WHERE p.status = 'published';

COMMENT ON VIEW public.published_posts IS 'What readers may see, with the author''s name';
