-- What context.webtask.storage keeps for a hook.

-- +goose Up
CREATE TABLE documents (
    hook_id TEXT NOT NULL PRIMARY KEY REFERENCES hooks ON DELETE CASCADE,
    data    BLOB NOT NULL
) STRICT;
