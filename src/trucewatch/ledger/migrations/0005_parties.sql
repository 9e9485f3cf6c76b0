-- Which side a name is on, as the vocabulary files said with which reports were added: linking needs it to tell a
-- party's count of the other side's losses from its own. Primary, and only appended.
CREATE TABLE party (
    party_no INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    side TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (name, side)
);

CREATE TRIGGER party_no_update BEFORE UPDATE ON party
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: party');
END;

CREATE TRIGGER party_no_delete BEFORE DELETE ON party
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: party');
END;

CREATE TRIGGER party_no_replace BEFORE INSERT ON party
WHEN EXISTS (SELECT 1 FROM party WHERE party_no = NEW.party_no OR (name = NEW.name AND side = NEW.side))
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: party');
END;
