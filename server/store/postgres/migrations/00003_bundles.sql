-- What was made of a version's code so that it runs, and the packages that versions of
-- all tenants share.

-- +goose Up
ALTER TABLE versions ADD COLUMN built bytea; -- scripts.Built as JSON without Packages, NULL for the zero value
ALTER TABLE versions ADD COLUMN packages text COLLATE "C"; -- a hash in bundles

CREATE TABLE bundles (
    hash       text COLLATE "C" NOT NULL PRIMARY KEY,
    key        text COLLATE "C" NOT NULL, -- stands for what it was made of
    text       bytea NOT NULL,
    created_at bigint NOT NULL
);

CREATE INDEX bundles_by_key ON bundles (key);
