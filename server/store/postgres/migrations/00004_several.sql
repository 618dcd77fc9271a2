-- Several hooks of a trigger may be enabled where the tenant's settings say so. They run
-- in the order of their positions, then of their ids.

-- +goose Up
ALTER TABLE hooks ADD COLUMN position integer NOT NULL DEFAULT 0;
DROP INDEX hooks_enabled;
CREATE INDEX hooks_enabled ON hooks (tenant, trigger_id) WHERE enabled;
