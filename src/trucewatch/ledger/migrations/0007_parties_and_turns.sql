-- What lists and the brief ask of large ledgers, filled by `relink`; both may be dropped and rebuilt at any time.

-- Who acted in an event (`actor`), and on whose side somebody is heard on it (`side`): names without case and accents;
-- `told`: the first day on which a figure was published that says so.
CREATE TABLE event_party (
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    event_id TEXT NOT NULL,
    told TEXT,
    PRIMARY KEY (sort, name, event_id)
) WITHOUT ROWID;

-- Positions whose holder stood on the other side of the topic before: by rows of `position`.
CREATE TABLE turn (
    position_row INTEGER PRIMARY KEY,
    before_row INTEGER NOT NULL,
    published TEXT NOT NULL
);
CREATE INDEX turn_by_published ON turn (published);

DELETE FROM spread_from;
