-- Run before each start: everything here may be there already.
-- TODO: the tables (CREATE TABLE IF NOT EXISTS ...)
SELECT 1;
