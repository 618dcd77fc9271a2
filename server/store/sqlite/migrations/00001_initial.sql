-- Times are milliseconds since 1970, UTC. Columns that hold what a tenant wrote are
-- BLOBs, so that every byte of it comes back.

-- +goose Up
CREATE TABLE tenants (
    id         TEXT    NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO tenants (id, created_at) VALUES ('default', unixepoch() * 1000);

CREATE TABLE hooks (
    id         TEXT    NOT NULL PRIMARY KEY,
    tenant     TEXT    NOT NULL REFERENCES tenants,
    name       TEXT    NOT NULL,
    trigger_id TEXT    NOT NULL,
    enabled    INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX hooks_by_name ON hooks (tenant, name);
CREATE UNIQUE INDEX hooks_enabled ON hooks (tenant, trigger_id) WHERE enabled = 1;

CREATE TABLE versions (
    hook_id      TEXT    NOT NULL REFERENCES hooks ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    script       BLOB    NOT NULL,
    dependencies BLOB, -- a JSON object, or NULL for none
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (hook_id, number)
) STRICT;

CREATE TABLE secrets (
    hook_id TEXT NOT NULL REFERENCES hooks ON DELETE CASCADE,
    name    TEXT NOT NULL,
    sealed  BLOB NOT NULL,
    PRIMARY KEY (hook_id, name)
) STRICT, WITHOUT ROWID;

-- Events and executions have no text id: the key is the first half of the ULID and
-- the nonce is the second. See ids.go.
CREATE TABLE events (
    id         INTEGER NOT NULL PRIMARY KEY,
    nonce      INTEGER NOT NULL,
    tenant     TEXT    NOT NULL,
    trigger_id TEXT    NOT NULL,
    payload    BLOB    NOT NULL
) STRICT;

-- The hook is copied, not referred to: history stays when the hook goes. The first
-- execution of an event has the key of the event, further ones have their own.
CREATE TABLE executions (
    id         INTEGER NOT NULL PRIMARY KEY,
    nonce      INTEGER NOT NULL, -- that of the event
    event_id   INTEGER NOT NULL,
    tenant     TEXT    NOT NULL,
    hook_id    TEXT    NOT NULL,
    hook_name  TEXT    NOT NULL,
    version    INTEGER NOT NULL,
    trigger_id TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    attempt    INTEGER NOT NULL DEFAULT 1,
    lease      INTEGER NOT NULL DEFAULT 0, -- counts the claims
    losses     INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    outcome    TEXT,
    record     BLOB -- the rest of the attempt, as JSON
) STRICT;

-- Every index is paid for by every accepted event. This one serves the queue (ready
-- by tenant, oldest first; running by tenant) and the tenant's history, which merges
-- the states; the key comes last in it by itself.
CREATE INDEX executions_by_state ON executions (state, tenant);
CREATE INDEX executions_by_event ON executions (event_id) WHERE event_id <> id;
