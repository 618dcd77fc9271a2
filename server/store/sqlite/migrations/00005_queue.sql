-- Retries, pauses, replays, keys of repeated events.

-- +goose Up
ALTER TABLE tenants ADD COLUMN paused INTEGER NOT NULL DEFAULT 0; -- as in settings
ALTER TABLE hooks ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hooks ADD COLUMN retry BLOB; -- scripts.Retry as JSON, NULL for never

-- A waiting execution is for a time, or without one for its hook or tenant to be resumed.
ALTER TABLE executions ADD COLUMN run_at INTEGER;
ALTER TABLE executions ADD COLUMN replay_of INTEGER;
CREATE INDEX executions_waiting ON executions (run_at) WHERE state = 'waiting' AND run_at IS NOT NULL;

-- The attempts that were followed by another.
CREATE TABLE attempts (
    execution_id INTEGER NOT NULL,
    attempt      INTEGER NOT NULL,
    started_at   INTEGER NOT NULL,
    outcome      TEXT    NOT NULL,
    record       BLOB    NOT NULL,
    PRIMARY KEY (execution_id, attempt)
) STRICT, WITHOUT ROWID;

-- The keys under which events were posted.
CREATE TABLE keys (
    tenant      TEXT    NOT NULL,
    key         BLOB    NOT NULL,
    event_id    INTEGER NOT NULL,
    nonce       INTEGER NOT NULL,
    fingerprint BLOB    NOT NULL,
    PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_by_event ON keys (event_id);

CREATE TABLE marks (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
