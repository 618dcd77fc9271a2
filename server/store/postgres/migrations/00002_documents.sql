-- What context.webtask.storage keeps for a hook.

-- +goose Up
CREATE TABLE documents (
    hook_id text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES hooks ON DELETE CASCADE,
    data    bytea NOT NULL
);
