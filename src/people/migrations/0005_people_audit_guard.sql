-- The trail is append-only also for whoever opens the database by hand. The only statements that
-- differ between the engines: SQLite raises inside the trigger, PostgreSQL in a function.

-- sqlite:
CREATE TRIGGER people_audit_no_update BEFORE UPDATE ON people_audit
BEGIN
    SELECT RAISE(ABORT, 'people_audit is append-only');
END;

CREATE TRIGGER people_audit_no_delete BEFORE DELETE ON people_audit
BEGIN
    SELECT RAISE(ABORT, 'people_audit is append-only');
END;

-- postgres:
CREATE FUNCTION people_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'people_audit is append-only';
END;
$$;

CREATE TRIGGER people_audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON people_audit
FOR EACH STATEMENT EXECUTE FUNCTION people_audit_refuse();

-- both:
