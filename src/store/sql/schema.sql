-- name: schema_columns :each
-- Every column of every table that holds content, in an order that is the same on both engines.
-- Virtual tables, their shadows and generated columns follow from content, and are left out.
-- out: table_name text, column_name text, type text
-- sqlite:
SELECT t.name AS table_name, c.name AS column_name, upper(c.type) AS type
FROM pragma_table_list() AS t JOIN pragma_table_xinfo(t.name) AS c
WHERE t.schema = 'main' AND t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'
  AND t.name NOT IN ('store_migration', 'store_content') AND c.hidden = 0
ORDER BY t.name, c.name;
-- postgres:
SELECT CAST(t.relname AS TEXT) AS table_name, CAST(c.attname AS TEXT) AS column_name,
       upper(format_type(c.atttypid, c.atttypmod)) AS type
FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
JOIN pg_attribute c ON c.attrelid = t.oid
WHERE n.nspname = current_schema() AND t.relkind IN ('r', 'p')
  AND t.relname NOT IN ('store_migration', 'store_content')
  AND c.attnum > 0 AND NOT c.attisdropped AND c.attgenerated = ''
ORDER BY t.relname COLLATE "C", c.attname COLLATE "C";
