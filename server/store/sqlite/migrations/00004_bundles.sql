-- What was made of a version's code so that it runs, and the packages that versions of
-- all tenants share.

-- +goose Up
ALTER TABLE versions ADD COLUMN built BLOB; -- scripts.Built as JSON without Packages, NULL for the zero value
ALTER TABLE versions ADD COLUMN packages TEXT; -- a hash in bundles

CREATE TABLE bundles (
    hash       TEXT    NOT NULL PRIMARY KEY,
    key        TEXT    NOT NULL, -- stands for what it was made of
    text       BLOB    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX bundles_by_key ON bundles (key);
