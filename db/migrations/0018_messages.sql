-- Messages: texts, webhooks out, and who hears which notice (F4, F56, F59, P3, D9, D13).

-- The development mailbox shows text messages too.
ALTER TABLE mailbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'email' CHECK (kind IN ('email', 'text'));

-- Numbers (E.164) that have texted STOP: they get no more texts.
CREATE TABLE text_stops (
  number TEXT PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------------------------------------------- webhooks
-- partner_id NULL: the broker's. types: what it hears, as JSON. person_data: whether messages carry what a lead answered.
-- secret, old_secret: sealed under the tenant's secret; the old one signs beside the new one until old_until.
-- disabled_because: why the house switched it off. failures, failing_since, paused_until: how its server fares; they
-- change without a version.
CREATE TABLE webhooks (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  partner_id INTEGER REFERENCES partners (id),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('standard', 'flg')),
  types TEXT NOT NULL,
  person_data INTEGER NOT NULL CHECK (person_data IN (0, 1)),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  disabled_because TEXT CHECK (disabled_because IN ('GONE', 'FAILING')),
  secret TEXT NOT NULL,
  old_secret TEXT,
  old_until INTEGER,
  created_at INTEGER NOT NULL,
  archived_at INTEGER,
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  paused_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX webhooks_partner ON webhooks (partner_id);
CREATE TRIGGER webhook_change_has_version BEFORE UPDATE OF partner_id, name, url, format, types, person_data, active, disabled_because, secret, old_secret, old_until, archived_at ON webhooks WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- Who hears what: asked inside the commit of every event, and answered without a row where nobody does. partner_id 0: the
-- broker's, which hear of everybody.
CREATE TABLE webhook_listens (
  type TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
  PRIMARY KEY (type, partner_id, webhook_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER webhook_begins_to_listen AFTER INSERT ON webhooks WHEN NEW.active = 1 BEGIN INSERT INTO webhook_listens (type, partner_id, webhook_id) SELECT value, coalesce(NEW.partner_id, 0), NEW.id FROM json_each(NEW.types); END;
CREATE TRIGGER webhook_listens_anew AFTER UPDATE OF types, active, archived_at ON webhooks BEGIN DELETE FROM webhook_listens WHERE webhook_id = NEW.id; INSERT INTO webhook_listens (type, partner_id, webhook_id) SELECT value, coalesce(NEW.partner_id, 0), NEW.id FROM json_each(NEW.types) WHERE NEW.active = 1 AND NEW.archived_at IS NULL; END;

-- What was sent to one address, kept 30 days. id: the same for every endpoint that hears of an event, and on every try; it
-- sorts by time. body: what every try sends. attempts: how many tries, in all.
CREATE TABLE webhook_messages (
  webhook_id INTEGER NOT NULL REFERENCES webhooks (id),
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
  attempts INTEGER NOT NULL,
  last_status INTEGER,
  last_at INTEGER,
  PRIMARY KEY (webhook_id, id)
) STRICT, WITHOUT ROWID;

-- One try. raw: what was sent and answered, word for word.
CREATE TABLE webhook_attempts (
  webhook_id INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER,
  because TEXT NOT NULL,
  took_ms INTEGER NOT NULL,
  raw TEXT NOT NULL,
  PRIMARY KEY (webhook_id, message_id, n)
) STRICT, WITHOUT ROWID;

-- ----------------------------------------------------------------------------------------------------- notices
-- The broker's own words for a kind of notice; template_id NULL: the standard ones again.
CREATE TABLE notice_wordings (
  kind TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  template_id INTEGER REFERENCES templates (id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_wording_change_has_version BEFORE UPDATE ON notice_wordings WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- What somebody does not want to hear (P3), as JSON: ["low-funds:text"]. person: `lgn_3`, `ptn_12` (its contact address),
-- or an e-mail address in lower case.
CREATE TABLE notice_people (
  person TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  off TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER notice_person_change_has_version BEFORE UPDATE ON notice_people WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- Whose contact address a notice goes to: whether it is wanted is asked before each is sent.
CREATE INDEX partners_contact ON partners (contact_email COLLATE NOCASE) WHERE contact_email IS NOT NULL;
