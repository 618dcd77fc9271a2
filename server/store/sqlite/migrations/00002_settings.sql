-- scripts.Settings as JSON, NULL for the defaults.

-- +goose Up
ALTER TABLE tenants ADD COLUMN settings BLOB;
