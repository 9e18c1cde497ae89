-- People who sign in: logins, one-time codes, sessions, and what bounds how often strangers may ask.

-- ------------------------------------------------------------------------------------------------------- logins
-- A person's way in (F57). partner_id NULL is kept for the broker's own staff. An e-mail address may have logins with
-- several partners, and one with each. Not accepted yet: an invitation, open until `invited_until`.
CREATE TABLE logins (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  partner_id INTEGER REFERENCES partners (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL COLLATE NOCASE,
  mobile TEXT,
  access TEXT NOT NULL CHECK (access IN ('full', 'leads', 'read')),
  created_at INTEGER NOT NULL,
  invited_until INTEGER NOT NULL,
  accepted_at INTEGER,
  last_signed_in_at INTEGER,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX logins_email ON logins (email, partner_id) WHERE removed_at IS NULL;
CREATE INDEX logins_partner ON logins (partner_id, id);
CREATE TRIGGER login_change_has_version BEFORE UPDATE OF partner_id, name, email, mobile, access, invited_until, accepted_at, removed_at ON logins WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER removed_login_stays BEFORE UPDATE OF removed_at ON logins WHEN OLD.removed_at IS NOT NULL AND NEW.removed_at IS NOT OLD.removed_at BEGIN SELECT RAISE(ABORT, 'LOGIN_ENDED'); END;
CREATE TRIGGER logins_are_kept BEFORE DELETE ON logins BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- ---------------------------------------------------------------------------------------------------------- codes
-- One-time codes. What a code says is not here: it is derived from its id under the tenant's secret when it is sent and
-- when it is compared. `data` is what a sign-up wrote, until it is confirmed. Purged once they have run out.
CREATE TABLE codes (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'invitation', 'sign-up')),
  email TEXT NOT NULL,
  login_id INTEGER REFERENCES logins (id),
  until INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  used_at INTEGER,
  data TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_login ON codes (login_id) WHERE login_id IS NOT NULL;

-- ------------------------------------------------------------------------------------------------------- sessions
-- Who is signed in. Only what lasts is here: a session that ends is deleted, and history keeps that it was. `hash` is
-- the SHA-256 of its token.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  login_id INTEGER NOT NULL REFERENCES logins (id),
  started_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  idle_until INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_login ON sessions (login_id);

-- Nobody is signed in whose login is gone or whose partner is closed, whichever way that came about.
CREATE TRIGGER session_needs_its_login BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'LOGIN_ENDED') WHERE NOT EXISTS (SELECT 1 FROM logins l JOIN partners p ON p.id = l.partner_id WHERE l.id = NEW.login_id AND l.removed_at IS NULL AND p.status <> 'closed'); END;
CREATE TRIGGER login_takes_its_sessions AFTER UPDATE OF removed_at ON logins WHEN NEW.removed_at IS NOT NULL BEGIN DELETE FROM sessions WHERE login_id = NEW.id; DELETE FROM codes WHERE login_id = NEW.id; END;
CREATE TRIGGER closing_ends_sessions AFTER UPDATE OF status ON partners WHEN NEW.status = 'closed' AND OLD.status <> 'closed' BEGIN DELETE FROM sessions WHERE login_id IN (SELECT id FROM logins WHERE partner_id = NEW.id); DELETE FROM codes WHERE login_id IN (SELECT id FROM logins WHERE partner_id = NEW.id); END;

-- ------------------------------------------------------------------------------------------------------ throttles
-- How often somebody may: one number a key. Each take moves `full_at` by a step; when it would lie more than a span
-- ahead, the batch stops with RATE_LIMITED and the seconds to wait, and nothing is written.
CREATE TABLE throttles (
  key TEXT PRIMARY KEY,
  full_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE VIEW throttle_takes AS SELECT '' AS key, 0 AS step, 0 AS span, 0 AS now;
CREATE TRIGGER throttle_holds INSTEAD OF INSERT ON throttle_takes BEGIN SELECT RAISE(ABORT, 'RATE_LIMITED:' || CAST((t.full_at - NEW.now - NEW.span + NEW.step + 999) / 1000 AS INTEGER)) FROM throttles t WHERE t.key = NEW.key AND t.full_at > NEW.now + NEW.span - NEW.step; INSERT INTO throttles (key, full_at) VALUES (NEW.key, NEW.now + NEW.step) ON CONFLICT DO UPDATE SET full_at = max(full_at, NEW.now) + NEW.step; END;
