-- Which province this database is about; one row.
CREATE TABLE registry_province (
    id TEXT PRIMARY KEY CHECK (id = 'here'),
    name TEXT NOT NULL
);
