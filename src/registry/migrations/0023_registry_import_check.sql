-- A check is a report too: it changed nothing, and can be paged and loaded later.
ALTER TABLE registry_import ADD COLUMN dry_run BIGINT NOT NULL DEFAULT 0;
