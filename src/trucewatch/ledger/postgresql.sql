-- What SQLite brings along and PostgreSQL has not: functions of the same names, the refusal to change what is kept,
-- and full text. Run before the first migration, in the schema of the ledger. {marks}: all combining marks.

CREATE TABLE kept_schema (version bigint NOT NULL);

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: %', TG_TABLE_NAME;
END $$;

CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT strpos($1, $2)';

CREATE FUNCTION max(bigint, bigint) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT greatest($1, $2)';

-- Without case and accents, as questions.fold says it.
CREATE FUNCTION fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length($1) = char_length($1) THEN lower($1 COLLATE "C") COLLATE "und-x-icu"
    ELSE regexp_replace(
        normalize(replace(replace(lower($1 COLLATE "und-x-icu"), 'ß', 'ss'), 'ς', 'σ'), NFKD), '[{marks}]', '', 'g'
    ) END
$$;

-- The items of a list in JSON: as text (those that are objects as JSON), or as numbers.
CREATE FUNCTION json_each(list text, OUT value text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT item #>> ''{}'' FROM json_array_elements(list::json) AS item';
CREATE FUNCTION json_numbers(list text, OUT value bigint) RETURNS SETOF bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT (item #>> ''{}'')::bigint FROM json_array_elements(list::json) AS item';

-- What stands at a path like $.series[0].points of an object in JSON, as text.
CREATE FUNCTION json_extract(object text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT object::json #>> regexp_split_to_array(regexp_replace(ltrim(path, '$.'), '\]', '', 'g'), '[.\[]')
$$;

-- How many are true.
CREATE FUNCTION one_more(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
    'SELECT $1 + CASE WHEN $2 THEN 1 ELSE 0 END';
CREATE AGGREGATE sum(boolean) (SFUNC = one_more, STYPE = bigint, INITCOND = '0');

-- The words of titles and texts by stretches of them, by number of the report; derived from `report` and `text`.
CREATE TABLE word_run (
    report_no bigint NOT NULL,
    run tsvector NOT NULL
);
CREATE INDEX word_run_by_report ON word_run (report_no);
CREATE INDEX word_run_by_word ON word_run USING gin (run);
