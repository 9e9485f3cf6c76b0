-- Append-only, kept by the store itself: rows are neither changed nor deleted nor replaced.
-- (INSERT OR REPLACE deletes without firing a delete trigger, hence a third trigger a table.)
-- SQLite only; PostgreSQL would revoke UPDATE and DELETE instead.

CREATE TRIGGER text_no_update BEFORE UPDATE ON text
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: text');
END;

CREATE TRIGGER text_no_delete BEFORE DELETE ON text
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: text');
END;

CREATE TRIGGER text_no_replace BEFORE INSERT ON text
WHEN EXISTS (SELECT 1 FROM text WHERE sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: text');
END;

CREATE TRIGGER report_no_update BEFORE UPDATE ON report
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: report');
END;

CREATE TRIGGER report_no_delete BEFORE DELETE ON report
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: report');
END;

CREATE TRIGGER report_no_replace BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM report WHERE report_no = NEW.report_no OR report_id = NEW.report_id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: report');
END;

CREATE TRIGGER reading_no_update BEFORE UPDATE ON reading
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: reading');
END;

CREATE TRIGGER reading_no_delete BEFORE DELETE ON reading
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: reading');
END;

CREATE TRIGGER reading_no_replace BEFORE INSERT ON reading
WHEN EXISTS (
    SELECT 1 FROM reading
    WHERE reading_no = NEW.reading_no OR (report_no = NEW.report_no AND made_by = NEW.made_by)
)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: reading');
END;

CREATE TRIGGER statement_no_update BEFORE UPDATE ON statement
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: statement');
END;

CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: statement');
END;

CREATE TRIGGER statement_no_replace BEFORE INSERT ON statement
WHEN EXISTS (SELECT 1 FROM statement WHERE reading_no = NEW.reading_no AND statement_id = NEW.statement_id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: statement');
END;

CREATE TRIGGER figure_no_update BEFORE UPDATE ON figure
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: figure');
END;

CREATE TRIGGER figure_no_delete BEFORE DELETE ON figure
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: figure');
END;

CREATE TRIGGER figure_no_replace BEFORE INSERT ON figure
WHEN EXISTS (SELECT 1 FROM figure WHERE reading_no = NEW.reading_no AND figure_id = NEW.figure_id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: figure');
END;

CREATE TRIGGER position_no_update BEFORE UPDATE ON position
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: position');
END;

CREATE TRIGGER position_no_delete BEFORE DELETE ON position
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: position');
END;

CREATE TRIGGER position_no_replace BEFORE INSERT ON position
WHEN EXISTS (SELECT 1 FROM position WHERE reading_no = NEW.reading_no AND position_id = NEW.position_id)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: position');
END;

CREATE TRIGGER problem_no_update BEFORE UPDATE ON problem
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: problem');
END;

CREATE TRIGGER problem_no_delete BEFORE DELETE ON problem
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: problem');
END;

CREATE TRIGGER problem_no_replace BEFORE INSERT ON problem
WHEN EXISTS (
    SELECT 1 FROM problem
    WHERE problem_no = NEW.problem_no OR (
        problem_id = NEW.problem_id
        AND COALESCE(reading_no, 0) = COALESCE(NEW.reading_no, 0)
        AND COALESCE(span_start, -1) = COALESCE(NEW.span_start, -1)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: problem');
END;
