-- How many executions of a hook run at a time; 0 is as many as of its tenant.

-- +goose Up
ALTER TABLE hooks ADD COLUMN concurrency INTEGER NOT NULL DEFAULT 0;
