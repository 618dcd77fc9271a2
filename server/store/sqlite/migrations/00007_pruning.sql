-- Old versions are deleted, and bundles that no version has.

-- +goose Up
ALTER TABLE bundles RENAME COLUMN created_at TO used_at; -- when it was added or found last
CREATE INDEX versions_by_packages ON versions (packages) WHERE packages IS NOT NULL;
