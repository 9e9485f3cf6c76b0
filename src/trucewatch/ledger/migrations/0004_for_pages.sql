-- What pages ask: indexes over the primary tables, full text, and tables that `relink` spreads what it made over,
-- so that no page needs to look at the whole ledger. All but the indexes may be dropped and rebuilt at any time.

CREATE INDEX figure_by_day ON figure (COALESCE(when_start, as_of, published, '9999'), reading_no, span_start);
CREATE INDEX figure_by_span ON figure (reading_no, span_start);
CREATE INDEX figure_by_source ON figure (source_name, published);
CREATE INDEX figure_by_place ON figure (place_name, published);
CREATE INDEX figure_by_measure ON figure (measure, published);
CREATE INDEX figure_by_published ON figure (published);
CREATE INDEX statement_by_span ON statement (reading_no, content_start);
CREATE INDEX statement_by_source ON statement (source_name, published);
CREATE INDEX statement_by_published ON statement (published);
CREATE INDEX position_by_holder ON position (holder, topic, published);
CREATE INDEX position_by_topic ON position (topic, published);
CREATE INDEX position_by_published ON position (published);
CREATE INDEX reading_by_published ON reading (published);
CREATE INDEX report_by_added ON report (added);
CREATE INDEX report_by_outlet ON report (outlet);
CREATE INDEX problem_by_added ON problem (added);

-- Words of titles and texts by number of the report; without the texts themselves, which `text` holds.
CREATE VIRTUAL TABLE words USING fts5 (title, body, content = '', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words (rowid, title, body)
SELECT report.report_no, report.title, text.body FROM report JOIN text ON text.sha256 = report.sha256;
CREATE TRIGGER report_words AFTER INSERT ON report
BEGIN
    INSERT INTO words (rowid, title, body)
    SELECT NEW.report_no, NEW.title, body FROM text WHERE sha256 = NEW.sha256;
END;

-- Events as they are listed; `told` and `heard` are the first and the last day on which somebody published of them,
-- `low`, `best`, `high` the count of dead, else of the injured, that counts most people. The record is in `derived`.
CREATE TABLE event (
    event_id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    day TEXT,
    last_day TEXT,
    place_name TEXT,
    country TEXT,
    lat REAL,
    lon REAL,
    precision INTEGER,
    grade TEXT NOT NULL,
    voices INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    near INTEGER NOT NULL,
    is_disputed INTEGER NOT NULL,
    told TEXT,
    heard TEXT,
    measure TEXT,
    low NUMERIC,
    best NUMERIC,
    high NUMERIC
);
CREATE INDEX event_by_day ON event (day, event_id);
CREATE INDEX event_by_heard ON event (heard, event_id);
CREATE INDEX event_disputed ON event (heard, event_id) WHERE is_disputed;
CREATE INDEX event_of_one_voice ON event (heard, event_id) WHERE voices = 1;
CREATE INDEX event_near ON event (heard, event_id) WHERE near > 0;
CREATE INDEX event_by_place ON event (place_name, day);
CREATE INDEX event_by_country ON event (country, day);

-- The figures of events: which series (its number in the record), which point of it, and what it did to the earlier ones.
CREATE TABLE event_point (
    event_id TEXT NOT NULL,
    series INTEGER NOT NULL,
    point INTEGER NOT NULL,
    figure_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    before_id TEXT,
    published TEXT,
    as_of TEXT,
    measure TEXT NOT NULL,
    source TEXT NOT NULL,
    relation TEXT,
    is_falling INTEGER NOT NULL,
    is_change INTEGER NOT NULL,
    PRIMARY KEY (event_id, series, point)
);
CREATE INDEX event_point_by_figure ON event_point (figure_id);
CREATE INDEX event_point_by_source ON event_point (source, published);
CREATE INDEX event_point_by_day ON event_point (published, event_id);
CREATE INDEX event_change ON event_point (published, event_id) WHERE is_change;

CREATE TABLE event_report (
    report_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    PRIMARY KEY (report_id, event_id)
);

CREATE TABLE lineage (
    lineage_id TEXT PRIMARY KEY,
    place INTEGER NOT NULL,
    agency TEXT,
    origin TEXT,
    reports INTEGER NOT NULL,
    drifts INTEGER NOT NULL,
    weakest REAL,
    told TEXT,
    heard TEXT
);
CREATE INDEX lineage_by_heard ON lineage (heard, lineage_id);

CREATE TABLE lineage_report (
    report_id TEXT NOT NULL,
    lineage_id TEXT NOT NULL,
    PRIMARY KEY (report_id, lineage_id)
);
CREATE INDEX lineage_report_by_lineage ON lineage_report (lineage_id);

CREATE TABLE drift (
    drift_id TEXT PRIMARY KEY,
    lineage_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    change TEXT NOT NULL,
    report_id TEXT NOT NULL
);
CREATE INDEX drift_by_lineage ON drift (lineage_id, place);
CREATE INDEX drift_by_report ON drift (report_id);

-- Names as they stand in the columns of the primary tables, and how often; `sort`: source, place, country, outlet,
-- measure, holder, topic, stage. `folded` is without case and accents, for looking up parts of names.
CREATE TABLE name (
    sort TEXT NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    records INTEGER NOT NULL,
    told TEXT,
    heard TEXT,
    PRIMARY KEY (sort, name)
);
CREATE INDEX name_by_records ON name (sort, records);

-- What was published on each day, of the readings that are shown; '' where it has no date.
CREATE TABLE day (
    day TEXT PRIMARY KEY,
    reports INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    positions INTEGER NOT NULL
);

-- How far the tables above reach: the last reading and judgement when they were made, and the recipe. One row, or none.
CREATE TABLE spread_from (
    recipe TEXT NOT NULL,
    reading_no INTEGER NOT NULL,
    judgement_no INTEGER NOT NULL
);
