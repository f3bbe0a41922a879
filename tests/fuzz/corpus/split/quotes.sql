-- first; a comment with a semicolon and a quote '
CREATE TABLE "a;b" (id integer, "say ""hi""" text DEFAULT 'it''s; so' /* nested /* ; */ ' */);
INSERT INTO "a;b" VALUES (1, E'back\\slash \' quote;'), (2, U&'\0061;'), (3, B'01'), (4, X'1F');
COMMENT ON TABLE "a;b" IS $$dollar; 'quoted' $not$ text$$;;
SELECT 1::int, ':=', a.b FROM "été", [brackets;], `ticks;`
