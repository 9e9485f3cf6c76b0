-- Pairs of reports that are alike and yet in no family together, for people to decide; filled by `relink`, may be
-- dropped and rebuilt at any time. `a_start` … `b_end`: the stories of theirs that were compared; `told`: the day from
-- which both were published.
CREATE TABLE alike (
    a TEXT NOT NULL,
    b TEXT NOT NULL,
    score REAL NOT NULL,
    detail TEXT NOT NULL,
    a_start INTEGER NOT NULL,
    a_end INTEGER NOT NULL,
    b_start INTEGER NOT NULL,
    b_end INTEGER NOT NULL,
    told TEXT,
    PRIMARY KEY (a, b)
);
CREATE INDEX alike_by_score ON alike (score, a, b);

DELETE FROM spread_from;
