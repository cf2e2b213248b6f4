CREATE TABLE plain (password text);
CREATE FUNCTION hide(plain) RETURNS text LANGUAGE sql AS $$ SELECT '()' $$;
CREATE CAST (plain AS text) WITH FUNCTION hide(plain);
