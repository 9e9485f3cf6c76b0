-- Judgements of people are primary and only appended, like reports and records.
CREATE TABLE judgement (
    judgement_no INTEGER PRIMARY KEY,
    judgement_id TEXT NOT NULL UNIQUE,
    a TEXT NOT NULL,
    b TEXT NOT NULL CHECK (a < b),
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    author TEXT NOT NULL,
    decided TEXT NOT NULL,
    note TEXT
);

CREATE TRIGGER judgement_no_update BEFORE UPDATE ON judgement
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: judgement');
END;

CREATE TRIGGER judgement_no_delete BEFORE DELETE ON judgement
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: judgement');
END;

CREATE TRIGGER judgement_no_replace BEFORE INSERT ON judgement
WHEN EXISTS (
    SELECT 1 FROM judgement WHERE judgement_no = NEW.judgement_no OR judgement_id = NEW.judgement_id
)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: judgement');
END;

-- What was made of the primary tables: contract records as JSON, in order. May be dropped and rebuilt at any time.
CREATE TABLE derived (
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, place)
);
CREATE INDEX derived_by_id ON derived (id);

-- What it was made of: the fingerprint of the primary tables and the version of the recipe. One row, or none.
CREATE TABLE derived_from (
    fingerprint TEXT NOT NULL
);
