-- The primary tables: texts, reports, readings and what was read in them, problems. Rows are only ever appended.
-- Plain SQL (integers for truth, JSON in text columns), so that another store can take the same tables;
-- what only SQLite knows stands in 0002.

CREATE TABLE text (
    sha256 TEXT PRIMARY KEY,
    body TEXT NOT NULL
);

-- One version of one page. `seen` orders the versions of a URL: when it was fetched, else when it was added (UTC).
CREATE TABLE report (
    report_no INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL REFERENCES text (sha256),
    outlet TEXT,
    url TEXT,
    title TEXT,
    authors TEXT NOT NULL,
    media_type TEXT NOT NULL,
    page_published TEXT,
    page_published_evidence TEXT,
    fetched TEXT,
    seen TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX report_url ON report (url, seen, report_no);
CREATE INDEX report_sha256 ON report (sha256);

-- What one reader (`made_by`) made of a report; the four counts prove that none of its records is missing.
CREATE TABLE reading (
    reading_no INTEGER PRIMARY KEY,
    report_no INTEGER NOT NULL REFERENCES report (report_no),
    made_by TEXT NOT NULL,
    published TEXT,
    published_evidence TEXT,
    language TEXT,
    stories TEXT NOT NULL,
    furniture TEXT NOT NULL,
    embeds TEXT NOT NULL,
    statements INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    positions INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (report_no, made_by)
);

-- `published` of the records below: the date of the story they stand in.
CREATE TABLE statement (
    reading_no INTEGER NOT NULL REFERENCES reading (reading_no),
    statement_id TEXT NOT NULL,
    published TEXT,
    mode TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_role TEXT,
    source_side TEXT,
    source_start INTEGER,
    source_end INTEGER,
    source_wording TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    cue_wording TEXT,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    content_wording TEXT NOT NULL,
    medium TEXT,
    is_embed INTEGER NOT NULL,
    is_repeat INTEGER NOT NULL,
    PRIMARY KEY (reading_no, statement_id)
);
CREATE INDEX statement_by_id ON statement (statement_id);

CREATE TABLE figure (
    reading_no INTEGER NOT NULL REFERENCES reading (reading_no),
    figure_id TEXT NOT NULL,
    published TEXT,
    statement_id TEXT,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    wording TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    kind TEXT NOT NULL,
    measure TEXT NOT NULL,
    object TEXT,
    low NUMERIC,
    high NUMERIC,
    modifier TEXT NOT NULL,
    unit TEXT,
    role TEXT,
    source_name TEXT NOT NULL,
    source_role TEXT,
    source_side TEXT,
    source_start INTEGER,
    source_end INTEGER,
    source_wording TEXT,
    status TEXT NOT NULL,
    denied_by TEXT NOT NULL,
    denial_start INTEGER,
    denial_end INTEGER,
    actor TEXT,
    target TEXT,
    place_name TEXT,
    place_country TEXT,
    place_lat REAL,
    place_lon REAL,
    place_precision INTEGER,
    place_geonameid INTEGER,
    place_start INTEGER,
    place_end INTEGER,
    when_start TEXT,
    when_end TEXT,
    when_wording TEXT,
    when_precision TEXT,
    as_of TEXT,
    part_of TEXT,
    is_repeat INTEGER NOT NULL,
    PRIMARY KEY (reading_no, figure_id),
    FOREIGN KEY (reading_no, statement_id) REFERENCES statement (reading_no, statement_id)
        DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (reading_no, part_of) REFERENCES figure (reading_no, figure_id)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX figure_by_id ON figure (figure_id);
CREATE INDEX figure_by_statement ON figure (reading_no, statement_id);
CREATE INDEX figure_by_whole ON figure (reading_no, part_of);

CREATE TABLE position (
    reading_no INTEGER NOT NULL REFERENCES reading (reading_no),
    position_id TEXT NOT NULL,
    published TEXT,
    holder TEXT NOT NULL,
    topic TEXT NOT NULL,
    stance TEXT NOT NULL,
    proviso TEXT,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    wording TEXT NOT NULL,
    statement_id TEXT,
    PRIMARY KEY (reading_no, position_id),
    FOREIGN KEY (reading_no, statement_id) REFERENCES statement (reading_no, statement_id)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX position_by_id ON position (position_id);
CREATE INDEX position_by_statement ON position (reading_no, statement_id);

-- What could not be read: with a reading, a stretch of its report; without, an input that became no report.
CREATE TABLE problem (
    problem_no INTEGER PRIMARY KEY,
    problem_id TEXT NOT NULL,
    reading_no INTEGER REFERENCES reading (reading_no),
    report TEXT NOT NULL,
    stage TEXT NOT NULL,
    message TEXT NOT NULL,
    span_start INTEGER,
    span_end INTEGER,
    added TEXT NOT NULL
);
CREATE UNIQUE INDEX problem_once ON problem (problem_id, COALESCE(reading_no, 0), COALESCE(span_start, -1));
CREATE INDEX problem_by_reading ON problem (reading_no);

-- The readings that views show by default: the last one of each report, of the last seen version of its URL.
CREATE VIEW shown_reading AS
SELECT reading.reading_no, reading.report_no
FROM reading
JOIN report ON report.report_no = reading.report_no
WHERE NOT EXISTS (
    SELECT 1 FROM reading AS later
    WHERE later.report_no = reading.report_no AND later.reading_no > reading.reading_no
) AND NOT EXISTS (
    SELECT 1 FROM report AS newer
    WHERE newer.url = report.url
        AND (newer.seen > report.seen OR (newer.seen = report.seen AND newer.report_no > report.report_no))
);

-- The last reading of every version.
CREATE VIEW last_reading AS
SELECT reading.reading_no, reading.report_no
FROM reading
WHERE NOT EXISTS (
    SELECT 1 FROM reading AS later
    WHERE later.report_no = reading.report_no AND later.reading_no > reading.reading_no
);
