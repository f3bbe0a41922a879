-- migration: Add reading time to blog posts
-- description: Shown beside the title; filled from the word count.
-- store: main
-- dialect: postgresql
-- version: 1.3.0
-- depends: 20261101090000_initial, 20261115120000_authors
-- breaking: no

-- up
ALTER TABLE blog_posts ADD COLUMN reading_time integer;
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '
-- down
' $$;

-- up: section=backfill transaction=off retries=3 batch=1000
UPDATE blog_posts SET reading_time = 1 WHERE reading_time IS NULL; /*
-- up
*/

-- down: reversibility=structure
-- reason: the reading times are lost
ALTER TABLE blog_posts DROP COLUMN reading_time;
