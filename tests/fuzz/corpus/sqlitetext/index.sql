CREATE UNIQUE INDEX i ON t (a COLLATE nocase DESC, lower("b c"), (a+1)) WHERE a IS NOT NULL /* c */ AND key->>'$.x' = ?1
