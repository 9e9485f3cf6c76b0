-- What boards and the pages of sources ask; `relink` fills both tables. They may be dropped and rebuilt at any time.

-- Which readings a board has to look into, by the day of publication ('' where there is none); `told` is the first day
-- of a story on the page. A superset: a row of the board need not come of each.
CREATE TABLE board_report (
    board TEXT NOT NULL,
    day TEXT NOT NULL,
    reading_no INTEGER NOT NULL,
    told TEXT,
    PRIMARY KEY (board, day, reading_no)
) WITHOUT ROWID;

-- Who is heard: how many figures and statements, how many of the figures stand in events, are disputed there, or denied.
CREATE TABLE source (
    name TEXT PRIMARY KEY,
    folded TEXT NOT NULL,
    side TEXT,
    role TEXT,
    figures INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    denied INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    contested INTEGER NOT NULL,
    events INTEGER NOT NULL,
    records INTEGER NOT NULL,
    told TEXT,
    heard TEXT
);
CREATE INDEX source_by_records ON source (records, name);
CREATE INDEX source_by_contested ON source (contested, name);
CREATE INDEX source_by_side ON source (side, records, name);

ALTER TABLE event_point ADD COLUMN is_disputed INTEGER NOT NULL DEFAULT 0;
-- Whether what was launched, intercepted, lost or struck is counted: what the board of raids looks into.
ALTER TABLE event ADD COLUMN is_raid INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_of_raid ON event (day, event_id) WHERE is_raid;
CREATE INDEX event_by_kind ON event (kind, day, event_id);

DELETE FROM spread_from;
