-- up: speed=7
BEGIN;
COMMIT;
\d x
COPY t FROM STDIN;
-- down
SELECT 'open
