-- name: province_get :maybe
-- The province of this database.
-- out: name text
SELECT name FROM registry_province WHERE id = 'here';

-- name: province_set :exec
-- in: name text
INSERT INTO registry_province (id, name) VALUES ('here', :name)
ON CONFLICT (id) DO UPDATE SET name = excluded.name;
