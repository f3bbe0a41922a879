CREATE VIEW published_posts AS
SELECT p.id, p.title, a.name AS author, p.created_at
FROM blog_posts p
LEFT JOIN authors a ON a.id = p.author_id
WHERE p.status = 'published';
