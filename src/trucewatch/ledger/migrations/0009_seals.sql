-- A hash over all that is kept of a reading, its report's row and its records, made when it is added: whatever is
-- altered later, `check` sees. Readings that were added before have none.
CREATE TABLE seal (
    reading_no INTEGER PRIMARY KEY REFERENCES reading (reading_no),
    sha256 TEXT NOT NULL
);

CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: seal');
END;

CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: seal');
END;

CREATE TRIGGER seal_no_replace BEFORE INSERT ON seal
WHEN EXISTS (SELECT 1 FROM seal WHERE reading_no = NEW.reading_no)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: seal');
END;
