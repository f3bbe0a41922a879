-- store: main
-- dialect: sqlite
-- depends: none
-- breaking: yes
-- up
CREATE TABLE "a" (b); CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;
-- up: dialect=postgresql
SELECT 1
-- down: reversibility=impossible
-- reason: never
