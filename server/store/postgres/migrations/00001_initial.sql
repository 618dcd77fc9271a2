-- The same columns as SQLite's, so that rows can be moved as they are. Times are
-- milliseconds since 1970, UTC. Columns that hold what a tenant wrote are bytea, so that
-- every byte of it comes back. Ids compare by their bytes, whatever the database's locale.

-- +goose Up
CREATE TABLE tenants (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    created_at bigint NOT NULL,
    settings   bytea, -- scripts.Settings as JSON, NULL for the defaults
    paused     boolean NOT NULL DEFAULT false -- as in settings
);

INSERT INTO tenants (id, created_at) VALUES ('default', (extract(epoch FROM clock_timestamp()) * 1000)::bigint);

CREATE TABLE hooks (
    id         text COLLATE "C" NOT NULL PRIMARY KEY,
    tenant     text COLLATE "C" NOT NULL REFERENCES tenants,
    name       text COLLATE "C" NOT NULL,
    trigger_id text COLLATE "C" NOT NULL,
    enabled    boolean NOT NULL,
    paused     boolean NOT NULL,
    retry      bytea, -- scripts.Retry as JSON, NULL for never
    version    integer NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);

CREATE UNIQUE INDEX hooks_by_name ON hooks (tenant, name);
CREATE UNIQUE INDEX hooks_enabled ON hooks (tenant, trigger_id) WHERE enabled;

CREATE TABLE versions (
    hook_id      text COLLATE "C" NOT NULL REFERENCES hooks ON DELETE CASCADE,
    number       integer NOT NULL,
    script       bytea NOT NULL,
    dependencies bytea, -- a JSON object, or NULL for none
    created_at   bigint NOT NULL,
    PRIMARY KEY (hook_id, number)
);

CREATE TABLE secrets (
    hook_id text COLLATE "C" NOT NULL REFERENCES hooks ON DELETE CASCADE,
    name    text COLLATE "C" NOT NULL,
    sealed  bytea NOT NULL,
    PRIMARY KEY (hook_id, name)
);

-- Events and executions have no text id: see package codec.
CREATE TABLE events (
    id         bigint NOT NULL PRIMARY KEY,
    nonce      bigint NOT NULL,
    tenant     text COLLATE "C" NOT NULL,
    trigger_id text COLLATE "C" NOT NULL,
    payload    bytea NOT NULL
);

-- The hook is copied, not referred to: history stays when the hook goes. The first
-- execution of an event has the key of the event, further ones have their own.
CREATE TABLE executions (
    id         bigint NOT NULL PRIMARY KEY,
    nonce      bigint NOT NULL, -- that of the event
    event_id   bigint NOT NULL,
    tenant     text COLLATE "C" NOT NULL,
    hook_id    text COLLATE "C" NOT NULL,
    hook_name  text COLLATE "C" NOT NULL,
    version    integer NOT NULL,
    trigger_id text COLLATE "C" NOT NULL,
    state      text COLLATE "C" NOT NULL,
    attempt    integer NOT NULL DEFAULT 1,
    lease      bigint NOT NULL DEFAULT 0, -- counts the claims
    node       bigint, -- who holds the lease while it is running
    losses     integer NOT NULL DEFAULT 0,
    started_at bigint,
    outcome    text COLLATE "C",
    record     bytea, -- the rest of the attempt, as JSON
    run_at     bigint, -- of a waiting one: NULL until its hook or tenant is resumed
    replay_of  bigint
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);

-- The queue: what is ready by tenant, oldest first, and what runs by node. Both are
-- as small as the work that there is, however long the history.
CREATE INDEX executions_ready ON executions (tenant, id) WHERE state = 'ready';
CREATE INDEX executions_running ON executions (node, tenant) WHERE state = 'running';
CREATE INDEX executions_waiting ON executions (run_at) WHERE state = 'waiting' AND run_at IS NOT NULL;
-- The history, which merges the states.
CREATE INDEX executions_by_state ON executions (state, tenant, id) WHERE state NOT IN ('ready', 'running');
CREATE INDEX executions_by_event ON executions (event_id) WHERE event_id <> id;

-- The attempts that were followed by another.
CREATE TABLE attempts (
    execution_id bigint NOT NULL,
    attempt      integer NOT NULL,
    started_at   bigint NOT NULL,
    outcome      text COLLATE "C" NOT NULL,
    record       bytea NOT NULL,
    PRIMARY KEY (execution_id, attempt)
);

-- The keys under which events were posted.
CREATE TABLE keys (
    tenant      text COLLATE "C" NOT NULL,
    key         bytea NOT NULL,
    event_id    bigint NOT NULL,
    nonce       bigint NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (tenant, key)
);
CREATE INDEX keys_by_event ON keys (event_id);

CREATE TABLE marks (
    name  text NOT NULL PRIMARY KEY,
    value bytea NOT NULL
);

-- The processes that share the database. One that has not been seen for as long as its
-- lease lasts is gone, and so is its row.
CREATE TABLE nodes (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slot    smallint NOT NULL UNIQUE, -- its part of the keys: codec.Keys
    name    text NOT NULL, -- host and process, for people
    seen_at timestamptz NOT NULL
);

-- Counts the changes of hooks, secrets and settings, for nodes that missed a notification.
CREATE TABLE changes (
    one   boolean NOT NULL PRIMARY KEY DEFAULT true CHECK (one),
    count bigint NOT NULL
);
INSERT INTO changes (count) VALUES (0);
