-- How far a lead has come, in the broker's own words (F67, F55, T17).

-- point: only the kind new has stages with different ones; pointOf (worker/domain/lead/stage.ts) knows those of the others.
-- Version 0 is a stage as it was shipped.
CREATE TABLE stages (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  label TEXT NOT NULL UNIQUE COLLATE NOCASE,
  kind TEXT NOT NULL CHECK (kind IN ('new', 'qualified', 'unqualified', 'won', 'lost')),
  point TEXT CHECK (point IS NULL OR (point IN ('validated', 'contacted') AND kind = 'new')),
  position INTEGER NOT NULL,
  archived_at INTEGER
) STRICT;
INSERT INTO stages (id, version, label, kind, point, position) VALUES
  (1, 0, 'New', 'new', NULL, 10),
  (2, 0, 'Validated', 'new', 'validated', 20),
  (3, 0, 'Contacted', 'new', 'contacted', 30),
  (4, 0, 'Qualified', 'qualified', NULL, 40),
  (5, 0, 'Unqualified', 'unqualified', NULL, 50),
  (6, 0, 'Won', 'won', NULL, 60),
  (7, 0, 'Lost', 'lost', NULL, 70);

-- Lists by stage, and of what was put away. Partial: a lead as it comes in pays for neither.
CREATE INDEX leads_stage ON leads (stage, id) WHERE stage <> 'new';
CREATE INDEX leads_archived ON leads (id) WHERE archived_at IS NOT NULL;
