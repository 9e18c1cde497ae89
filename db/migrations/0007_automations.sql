-- What happens by itself: templates, automations and their runs (F61, F64).

-- kind: what it is for; a name is its own within its kind. There is no delete: what was used is archived.
CREATE TABLE templates (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('lead-delivery', 'return', 'notice', 'automation')),
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT,
  archived_at INTEGER
) STRICT;
CREATE UNIQUE INDEX templates_name ON templates (kind, name COLLATE NOCASE);
CREATE TRIGGER template_change_has_version BEFORE UPDATE ON templates WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- event NULL: started by hand only. lead_type_id NULL: of every type. cut_day: the day (yyyymmdd, the broker's) on which
-- the broker was last told that it goes round in circles; that is no change of it, so it has no version.
CREATE TABLE automations (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  event TEXT,
  lead_type_id INTEGER REFERENCES lead_types (id),
  condition TEXT NOT NULL,
  steps TEXT NOT NULL,
  on_failure TEXT NOT NULL CHECK (on_failure IN ('stop', 'continue')),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  archived_at INTEGER,
  cut_day INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER automation_change_has_version BEFORE UPDATE OF name, event, lead_type_id, condition, steps, on_failure, active, archived_at ON automations WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- Who listens: asked inside the commit of every event, and answered without a row where nobody does.
CREATE INDEX automations_listening ON automations (event, lead_type_id) WHERE active = 1 AND archived_at IS NULL;

-- One automation at work on one lead. steps: as they were when it began, each with its state. step: the one that is next.
-- because: what caused it (`ref_…:3`). chain: the automations whose actions led here, as JSON: none may come twice.
CREATE TABLE automation_runs (
  lead_id TEXT NOT NULL REFERENCES leads (id),
  n INTEGER NOT NULL,
  version INTEGER NOT NULL,
  automation_id INTEGER NOT NULL REFERENCES automations (id),
  event TEXT,
  because TEXT NOT NULL,
  partner_id INTEGER,
  chain TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'stopped', 'cancelled')),
  reason TEXT,
  started_at INTEGER NOT NULL,
  step INTEGER NOT NULL,
  steps TEXT NOT NULL,
  PRIMARY KEY (lead_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX automation_runs_waiting ON automation_runs (automation_id) WHERE state = 'waiting';

-- F61: what waits is cancelled when the lead closes, whoever closes it. The lead's own history says when and by whom.
CREATE TRIGGER lead_closing_cancels_runs AFTER UPDATE OF location ON leads WHEN NEW.location = 'closed' AND OLD.location <> 'closed' BEGIN UPDATE automation_runs SET state = 'cancelled', reason = 'LEAD_CLOSED' WHERE lead_id = NEW.id AND state = 'waiting'; END;

-- What has ended stays as it ended.
CREATE TRIGGER ended_run_stays BEFORE UPDATE ON automation_runs WHEN OLD.state <> 'waiting' BEGIN SELECT RAISE(ABORT, 'RUN_ENDED:' || OLD.lead_id); END;
