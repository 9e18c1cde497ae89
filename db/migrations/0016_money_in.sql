-- Money in: payments by PayPal (D8), signed statements of a month (C4).

-- ----------------------------------------------------------------------------------------------------- top-ups
-- One payment of a partner, from the button to the books. Amounts are minor units of `currency`: gross is what is paid,
-- vat the part of it that is VAT (D19), the rest is credited. takings: what PayPal took back again, as JSON, posted or
-- waiting for the payment that it belongs to. receipt: numbers without a gap, given when the money is credited.
CREATE TABLE top_ups (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  entry TEXT NOT NULL CHECK (entry IN ('sign_up', 'portal')),
  state TEXT NOT NULL CHECK (state IN ('starting', 'open', 'pending', 'paid', 'declined', 'failed', 'expired')),
  gross INTEGER NOT NULL CHECK (gross > 0),
  vat INTEGER NOT NULL CHECK (vat >= 0 AND vat < gross),
  vat_bps INTEGER NOT NULL CHECK (vat_bps BETWEEN 0 AND 10000),
  currency TEXT NOT NULL,
  takings TEXT NOT NULL DEFAULT '[]',
  order_id TEXT UNIQUE,
  approve_url TEXT,
  capture_id TEXT UNIQUE,
  receipt INTEGER UNIQUE,
  origin TEXT NOT NULL,
  because TEXT,
  created_at INTEGER NOT NULL,
  paid_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX top_ups_partner ON top_ups (partner_id, id);
CREATE TRIGGER top_up_money_stays BEFORE UPDATE ON top_ups WHEN NEW.gross <> OLD.gross OR NEW.vat <> OLD.vat OR NEW.vat_bps <> OLD.vat_bps OR NEW.currency <> OLD.currency OR NEW.partner_id <> OLD.partner_id BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER paid_top_up_stays BEFORE UPDATE ON top_ups WHEN OLD.state = 'paid' AND (NEW.state <> 'paid' OR NEW.capture_id IS NOT OLD.capture_id OR NEW.receipt IS NOT OLD.receipt) BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER top_ups_are_kept BEFORE DELETE ON top_ups BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- -------------------------------------------------------------------------------------------------- statements
-- What was signed about a partner's calendar month (C4): its lines are those of the ledger from opening_n (not included)
-- to closing_n. head is the signed text, word for word. Made once; the lines are append-only themselves.
CREATE TABLE statements (
  party INTEGER NOT NULL REFERENCES partners (id),
  month INTEGER NOT NULL,
  starts_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at > starts_at),
  opening_n INTEGER NOT NULL,
  opening_hash TEXT NOT NULL,
  closing_n INTEGER NOT NULL CHECK (closing_n >= opening_n),
  closing_hash TEXT NOT NULL,
  head TEXT NOT NULL,
  signature TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (party, month)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER statements_are_append_only BEFORE UPDATE ON statements BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER statements_are_kept BEFORE DELETE ON statements BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- Every key that ever signed one, so that what it signed can be checked after it was replaced.
CREATE TABLE statement_keys (
  id TEXT PRIMARY KEY,
  public_key TEXT NOT NULL,
  first_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER statement_keys_are_append_only BEFORE UPDATE ON statement_keys BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER statement_keys_are_kept BEFORE DELETE ON statement_keys BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- The months whose statements were begun, so that each is begun once.
CREATE TABLE month_ends (
  month INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;
