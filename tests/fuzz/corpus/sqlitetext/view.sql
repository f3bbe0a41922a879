CREATE VIEW v (x) AS WITH r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r) SELECT "a", count(*) FILTER (WHERE a>1) FROM t, r LEFT JOIN (t AS u) ON u.key=1 -- c
