-- The spine. Hand-written: drizzle-kit knows no WITHOUT ROWID and drops triggers (docs/decisions/0002).
-- House rules for this folder: one physical line per trigger, BEGIN and END in upper case, no CASE … END inside
-- (remote migrations cut at `;`); test/worker/db/migrations.test.ts lints them.

-- ---------------------------------------------------------------------------------------------------- the broker
CREATE TABLE broker (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  currency TEXT NOT NULL,
  notify_email TEXT NOT NULL
) STRICT;

-- Every change of a thing that moves. The unique key is the lock (ENGINE 1). `raw` holds what was sent and answered,
-- and is purged after 30 days; nothing else in a row ever changes.
CREATE TABLE history (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  event TEXT NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,
  commit_id TEXT NOT NULL,
  data TEXT,
  raw TEXT,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER history_in_order BEFORE INSERT ON history WHEN NEW.version <> 1 + coalesce((SELECT max(version) FROM history WHERE id = NEW.id), 0) BEGIN SELECT RAISE(ABORT, 'VERSION_CONFLICT:' || NEW.id); END;
CREATE TRIGGER history_is_append_only BEFORE UPDATE ON history WHEN NEW.raw IS NOT NULL OR NEW.id <> OLD.id OR NEW.version <> OLD.version OR NEW.event <> OLD.event OR NEW.actor <> OLD.actor OR NEW.at <> OLD.at OR NEW.commit_id <> OLD.commit_id OR NEW.data IS NOT OLD.data BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER history_is_kept BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- A batch stops where `must` gets a 0 (then `word` is the reason); otherwise nothing is written.
CREATE VIEW must AS SELECT 1 AS ok, '' AS word;
CREATE TRIGGER must_hold INSTEAD OF INSERT ON must WHEN NEW.ok = 0 BEGIN SELECT RAISE(ABORT, NEW.word); END;

-- --------------------------------------------------------------------------------------------------------- leads
-- Group = product family and shared fields; types are its sub-products (F14).
CREATE TABLE lead_groups (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  fields TEXT NOT NULL,
  archived_at INTEGER
) STRICT;

CREATE TABLE lead_types (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  lead_group_id INTEGER NOT NULL REFERENCES lead_groups (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  fields TEXT NOT NULL,
  referral_method TEXT CHECK (referral_method IN ('immediate', 'manual', 'appointment', 'transfer')),
  default_price INTEGER NOT NULL CHECK (default_price >= 0),
  scope INTEGER NOT NULL CHECK (scope BETWEEN 1 AND 20),
  require_fca INTEGER NOT NULL CHECK (require_fca IN (0, 1)),
  archived_at INTEGER
) STRICT;
CREATE UNIQUE INDEX lead_types_name ON lead_types (lead_group_id, name COLLATE NOCASE);

CREATE TABLE leads (
  id TEXT PRIMARY KEY CHECK (length(id) = 41 AND substr(id, 34) = '00000000'),
  version INTEGER NOT NULL,
  lead_type_id INTEGER NOT NULL REFERENCES lead_types (id),
  introducer_id INTEGER REFERENCES partners (id),
  key_id INTEGER REFERENCES access_keys (id),
  channel TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  location TEXT NOT NULL CHECK (location IN ('held', 'pending', 'queue', 'assigned', 'routed', 'returned', 'closed')),
  stage TEXT NOT NULL CHECK (stage IN ('new', 'qualified', 'unqualified', 'won', 'lost')),
  postcode_quality TEXT,
  outward TEXT,
  fields TEXT NOT NULL,
  page_url TEXT,
  submission_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The lists that are looked at daily, newest first. Partial: a lead that was never held and has no introducer pays nothing.
CREATE INDEX leads_held ON leads (id) WHERE location = 'held';
CREATE INDEX leads_introducer ON leads (introducer_id, id) WHERE introducer_id IS NOT NULL;

-- Keyed hashes of what identifies a person (D11), so that erasing the lead keeps them useful.
CREATE TABLE dedupe_keys (
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  lead_id TEXT NOT NULL,
  PRIMARY KEY (key, at, lead_id)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------------------------------------------ partners
CREATE TABLE partners (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  reference TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'active', 'suspended', 'closed')),
  is_house INTEGER NOT NULL CHECK (is_house IN (0, 1)),
  buys INTEGER NOT NULL CHECK (buys IN (0, 1)),
  introduces INTEGER NOT NULL CHECK (introduces IN (0, 1)),
  online INTEGER NOT NULL CHECK (online IN (0, 1)),
  contact_email TEXT,
  fca_number TEXT,
  transfer_number TEXT,
  zone TEXT NOT NULL,
  schedule TEXT,
  open_from INTEGER NOT NULL,
  open_until INTEGER NOT NULL,
  daily_limit INTEGER NOT NULL CHECK (daily_limit >= 0),
  monthly_limit INTEGER NOT NULL CHECK (monthly_limit >= 0),
  credit_limit INTEGER NOT NULL CHECK (credit_limit >= 0),
  credit_unlimited INTEGER NOT NULL CHECK (credit_unlimited IN (0, 1)),
  delivery TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  failing_since INTEGER,
  breaker_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TRIGGER house_partner_stays BEFORE DELETE ON partners WHEN OLD.is_house = 1 BEGIN SELECT RAISE(ABORT, 'HOUSE_PARTNER'); END;

-- How much of its caps a partner has used, in calendar days of its own zone (F33): yyyymmdd and yyyymm. One row a
-- partner, so that counting a lead is one written row; per lead type the counts are JSON ({"t3": 2}).
CREATE TABLE partner_counts (
  partner_id INTEGER PRIMARY KEY REFERENCES partners (id),
  seq INTEGER NOT NULL,
  day INTEGER NOT NULL,
  today INTEGER NOT NULL,
  types_today TEXT NOT NULL,
  month INTEGER NOT NULL,
  this_month INTEGER NOT NULL,
  types_this_month TEXT NOT NULL
) STRICT;

-- One setup per partner and lead type (F38). price NULL follows the lead type's default, live (F20).
CREATE TABLE setups (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  lead_type_id INTEGER NOT NULL REFERENCES lead_types (id),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  price INTEGER CHECK (price >= 0),
  priority INTEGER NOT NULL CHECK (priority BETWEEN -100 AND 100),
  daily_limit INTEGER NOT NULL CHECK (daily_limit >= 0),
  monthly_limit INTEGER NOT NULL CHECK (monthly_limit >= 0)
) STRICT;
CREATE UNIQUE INDEX setups_partner_type ON setups (partner_id, lead_type_id);
CREATE INDEX setups_type ON setups (lead_type_id);

-- place 0 = all areas; the others are codes of worker/domain/places.
CREATE TABLE setup_places (
  setup_id INTEGER NOT NULL REFERENCES setups (id),
  place INTEGER NOT NULL,
  PRIMARY KEY (setup_id, place)
) STRICT, WITHOUT ROWID;

-- The ordered queue (ENGINE 3): cell = lead type * 2^24 + place. due = 0: ready, else the earliest time to look again.
-- band = -priority. rank = time of the last turn in ms * 1024 + 10 hash bits; never served: the hash bits only.
CREATE TABLE turns (
  cell INTEGER NOT NULL,
  due INTEGER NOT NULL,
  band INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  setup_id INTEGER NOT NULL,
  cause TEXT,
  PRIMARY KEY (cell, due, band, rank, setup_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX turns_parked ON turns (setup_id) WHERE due <> 0;

-- How many turns are ready in a cell and band: the weight of an arm when a slot draws one (D2.2).
CREATE TABLE arms (
  cell INTEGER NOT NULL,
  band INTEGER NOT NULL,
  ready INTEGER NOT NULL CHECK (ready >= 0),
  PRIMARY KEY (cell, band)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER turn_joins_its_arm AFTER INSERT ON turns WHEN NEW.due = 0 BEGIN INSERT INTO arms (cell, band, ready) VALUES (NEW.cell, NEW.band, 1) ON CONFLICT DO UPDATE SET ready = ready + 1; END;
CREATE TRIGGER turn_leaves_its_arm AFTER DELETE ON turns WHEN OLD.due = 0 BEGIN UPDATE arms SET ready = ready - 1 WHERE cell = OLD.cell AND band = OLD.band; END;
CREATE TRIGGER turn_parks AFTER UPDATE OF due ON turns WHEN OLD.due = 0 AND NEW.due <> 0 BEGIN UPDATE arms SET ready = ready - 1 WHERE cell = OLD.cell AND band = OLD.band; END;
CREATE TRIGGER turn_wakes AFTER UPDATE OF due ON turns WHEN OLD.due <> 0 AND NEW.due = 0 BEGIN INSERT INTO arms (cell, band, ready) VALUES (NEW.cell, NEW.band, 1) ON CONFLICT DO UPDATE SET ready = ready + 1; END;

-- Turns move by rank and by due; a setup that changes band or place gets new turns.
CREATE TRIGGER turn_keeps_its_arm BEFORE UPDATE OF cell, band, setup_id ON turns WHEN NEW.cell <> OLD.cell OR NEW.band <> OLD.band OR NEW.setup_id <> OLD.setup_id BEGIN SELECT RAISE(ABORT, 'TURN_KEEPS_ITS_ARM'); END;

-- Waking for a cause: `INSERT INTO wake` makes a setup's turns ready that are parked for it ('' = any), right behind the
-- head of their arm at the earliest, with their own hash bits (nobody banks turns; no tie falls to the older setup).
CREATE VIEW wake AS SELECT 0 AS setup_id, '' AS cause;
CREATE TRIGGER wake_turns INSTEAD OF INSERT ON wake BEGIN UPDATE turns SET due = 0, cause = NULL, rank = max(rank, coalesce((SELECT h.rank + 1 + (turns.rank & 1023) FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = turns.band ORDER BY h.rank LIMIT 1), 0)) WHERE due <> 0 AND setup_id = NEW.setup_id AND instr(cause, NEW.cause) > 0; END;

-- Waking cannot be forgotten: whatever changes a partner, a setup or a lead type raises its version, and that wakes
-- the turns it had parked.
CREATE TRIGGER partner_change_has_version BEFORE UPDATE OF name, description, reference, status, buys, introduces, online, contact_email, fca_number, transfer_number, zone, schedule, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery ON partners WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER setup_change_has_version BEFORE UPDATE OF active, price, priority, daily_limit, monthly_limit ON setups WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER lead_type_change_has_version BEFORE UPDATE OF lead_group_id, name, description, fields, referral_method, default_price, scope, require_fca, archived_at ON lead_types WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER partner_change_wakes AFTER UPDATE OF version ON partners BEGIN INSERT INTO wake (setup_id, cause) SELECT id, '' FROM setups WHERE partner_id = NEW.id; END;
CREATE TRIGGER setup_change_wakes AFTER UPDATE OF version ON setups BEGIN INSERT INTO wake (setup_id, cause) VALUES (NEW.id, ''); END;
CREATE TRIGGER lead_type_change_wakes AFTER UPDATE OF version ON lead_types BEGIN INSERT INTO wake (setup_id, cause) SELECT id, '' FROM setups WHERE lead_type_id = NEW.id; END;
CREATE TRIGGER breaker_closing_wakes AFTER UPDATE OF breaker_until ON partners WHEN NEW.breaker_until < OLD.breaker_until BEGIN INSERT INTO wake (setup_id, cause) SELECT id, '' FROM setups WHERE partner_id = NEW.id; END;

-- --------------------------------------------------------------------------------------------------------- money
-- One append-only table: each line belongs to one party's statement (a partner) and carries that party's balances
-- after it. balance = available + held. Amounts are positive minor units of the broker's currency.
CREATE TABLE transfers (
  party INTEGER NOT NULL REFERENCES partners (id),
  n INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  debit TEXT NOT NULL CHECK (debit IN ('available', 'held', 'payable', 'revenue', 'commissions', 'clearing', 'vat', 'world')),
  credit TEXT NOT NULL CHECK (credit IN ('available', 'held', 'payable', 'revenue', 'commissions', 'clearing', 'vat', 'world') AND credit <> debit),
  amount INTEGER NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('payment', 'charge', 'refund', 'adjustment', 'hold', 'settle', 'release', 'commission', 'payout')),
  at INTEGER NOT NULL,
  note TEXT,
  balance INTEGER NOT NULL,
  held INTEGER NOT NULL CHECK (held >= 0),
  PRIMARY KEY (party, n)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER transfer_continues_the_chain BEFORE INSERT ON transfers BEGIN SELECT RAISE(ABORT, 'CHAIN_BROKEN:' || NEW.party) FROM (SELECT 1) LEFT JOIN (SELECT n, balance, held FROM transfers WHERE party = NEW.party ORDER BY n DESC LIMIT 1) AS last ON 1 WHERE NEW.n <> 1 + coalesce(last.n, 0) OR NEW.balance <> coalesce(last.balance, 0) + NEW.amount * ((NEW.credit IN ('available', 'held')) - (NEW.debit IN ('available', 'held'))) OR NEW.held <> coalesce(last.held, 0) + NEW.amount * ((NEW.credit = 'held') - (NEW.debit = 'held')); SELECT RAISE(ABORT, 'CURRENCY') WHERE NEW.currency <> (SELECT currency FROM broker); SELECT RAISE(ABORT, 'NO_CREDIT:' || NEW.party) FROM partners WHERE NEW.kind IN ('hold', 'charge') AND id = NEW.party AND credit_unlimited = 0 AND NEW.balance - NEW.held + credit_limit < 0; END;
CREATE TRIGGER transfer_gives_credit_back AFTER INSERT ON transfers WHEN NEW.credit = 'available' BEGIN INSERT INTO wake (setup_id, cause) SELECT id, 'NO_CREDIT' FROM setups WHERE partner_id = NEW.party; END;
CREATE TRIGGER transfers_are_append_only BEFORE UPDATE ON transfers BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;
CREATE TRIGGER transfers_are_kept BEFORE DELETE ON transfers BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- ----------------------------------------------------------------------------------------------------- referrals
-- One lead handed to one partner, once (F21). The referral's id is derived from the two (contract/id.ts). Version 0 is
-- its making, which stands in the history of its lead.
-- cell, band, rank_read: the turn it takes, as it was read; rank_next: where that turn goes. cell NULL: it takes none.
CREATE TABLE referrals (
  lead_id TEXT NOT NULL REFERENCES leads (id),
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  version INTEGER NOT NULL,
  setup_id INTEGER NOT NULL REFERENCES setups (id),
  lead_type_id INTEGER NOT NULL,
  method TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('referred', 'accepted', 'unknown', 'delivered', 'rejected', 'duplicate', 'failed', 'returned', 'unreferred')),
  price INTEGER NOT NULL CHECK (price >= 0),
  referred_at INTEGER NOT NULL,
  delivered_at INTEGER,
  day INTEGER NOT NULL,
  month INTEGER NOT NULL,
  cell INTEGER,
  band INTEGER,
  rank_read INTEGER,
  rank_next INTEGER,
  remote_id TEXT,
  PRIMARY KEY (lead_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX referrals_partner ON referrals (partner_id, referred_at);

-- The refusals that no code path can pass: scope, caps, clock. (Once per partner is the primary key; credit is the
-- transfers' trigger.) D18: referred, accepted, unknown and delivered are live.
CREATE TRIGGER referral_is_allowed BEFORE INSERT ON referrals BEGIN SELECT RAISE(ABORT, 'SCOPE_REACHED:' || NEW.lead_id) WHERE (SELECT count(*) FROM referrals WHERE lead_id = NEW.lead_id AND state IN ('referred', 'accepted', 'unknown', 'delivered')) >= (SELECT t.scope FROM leads l JOIN lead_types t ON t.id = l.lead_type_id WHERE l.id = NEW.lead_id); SELECT RAISE(ABORT, 'CLOCK_BACK:' || NEW.partner_id) FROM partner_counts WHERE partner_id = NEW.partner_id AND (NEW.day < day OR NEW.month < month); SELECT RAISE(ABORT, 'DAILY_LIMIT:' || NEW.partner_id) FROM partners p JOIN partner_counts c ON c.partner_id = p.id WHERE p.id = NEW.partner_id AND p.daily_limit > 0 AND c.day = NEW.day AND c.today >= p.daily_limit; SELECT RAISE(ABORT, 'MONTHLY_LIMIT:' || NEW.partner_id) FROM partners p JOIN partner_counts c ON c.partner_id = p.id WHERE p.id = NEW.partner_id AND p.monthly_limit > 0 AND c.month = NEW.month AND c.this_month >= p.monthly_limit; SELECT RAISE(ABORT, 'TYPE_DAILY_LIMIT:' || NEW.partner_id) FROM setups s JOIN partner_counts c ON c.partner_id = s.partner_id WHERE s.id = NEW.setup_id AND s.daily_limit > 0 AND c.day = NEW.day AND coalesce(json_extract(c.types_today, '$.t' || NEW.lead_type_id), 0) >= s.daily_limit; SELECT RAISE(ABORT, 'TYPE_MONTHLY_LIMIT:' || NEW.partner_id) FROM setups s JOIN partner_counts c ON c.partner_id = s.partner_id WHERE s.id = NEW.setup_id AND s.monthly_limit > 0 AND c.month = NEW.month AND coalesce(json_extract(c.types_this_month, '$.t' || NEW.lead_type_id), 0) >= s.monthly_limit; END;

-- Taking a lead takes the turn, counts against the caps and holds the price, in the same statement.
CREATE TRIGGER referral_takes_its_turn AFTER INSERT ON referrals WHEN NEW.cell IS NOT NULL BEGIN UPDATE turns SET rank = max(rank + 1024, NEW.rank_next) WHERE cell = NEW.cell AND due = 0 AND band = NEW.band AND rank = NEW.rank_read AND setup_id = NEW.setup_id; END;
CREATE TRIGGER referral_counts AFTER INSERT ON referrals BEGIN INSERT INTO partner_counts (partner_id, seq, day, today, types_today, month, this_month, types_this_month) VALUES (NEW.partner_id, 1, NEW.day, 1, json_object('t' || NEW.lead_type_id, 1), NEW.month, 1, json_object('t' || NEW.lead_type_id, 1)) ON CONFLICT (partner_id) DO UPDATE SET seq = seq + 1, today = iif(day = excluded.day, today, 0) + 1, types_today = json_set(iif(day = excluded.day, types_today, '{}'), '$.t' || NEW.lead_type_id, coalesce(iif(day = excluded.day, json_extract(types_today, '$.t' || NEW.lead_type_id), 0), 0) + 1), this_month = iif(month = excluded.month, this_month, 0) + 1, types_this_month = json_set(iif(month = excluded.month, types_this_month, '{}'), '$.t' || NEW.lead_type_id, coalesce(iif(month = excluded.month, json_extract(types_this_month, '$.t' || NEW.lead_type_id), 0), 0) + 1), day = excluded.day, month = excluded.month; END;
CREATE TRIGGER referral_holds_its_price AFTER INSERT ON referrals WHEN NEW.price > 0 BEGIN INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held) SELECT NEW.partner_id, 1 + coalesce(last.n, 0), 'hold:ref_' || substr(NEW.lead_id, 6, 28) || printf('%08x', NEW.partner_id), 'available', 'held', NEW.price, (SELECT currency FROM broker), 'hold', NEW.referred_at, coalesce(last.balance, 0), coalesce(last.held, 0) + NEW.price FROM (SELECT 1) LEFT JOIN (SELECT n, balance, held FROM transfers WHERE party = NEW.partner_id ORDER BY n DESC LIMIT 1) AS last ON 1; END;

-- D18: rejected, duplicate and failed give back the slot and the cap; whoever was parked on a cap wakes.
CREATE TRIGGER referral_gives_back AFTER UPDATE OF state ON referrals WHEN OLD.state IN ('referred', 'accepted', 'unknown', 'delivered') AND NEW.state IN ('rejected', 'duplicate', 'failed') BEGIN UPDATE partner_counts SET seq = seq + 1, today = today - iif(day = OLD.day, 1, 0), types_today = iif(day = OLD.day, json_set(types_today, '$.t' || OLD.lead_type_id, json_extract(types_today, '$.t' || OLD.lead_type_id) - 1), types_today), this_month = this_month - iif(month = OLD.month, 1, 0), types_this_month = iif(month = OLD.month, json_set(types_this_month, '$.t' || OLD.lead_type_id, json_extract(types_this_month, '$.t' || OLD.lead_type_id) - 1), types_this_month) WHERE partner_id = OLD.partner_id; INSERT INTO wake (setup_id, cause) SELECT id, 'LIMIT' FROM setups WHERE partner_id = OLD.partner_id; END;
CREATE TRIGGER referrals_are_kept BEFORE DELETE ON referrals BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- ---------------------------------------------------------------------------------------------------------- jobs
-- Follow-up work, written in the same batch as what asks for it. Born leased: due = now + the lease, so that running
-- it at once writes no claim; the lease (due) is the fencing token.
CREATE TABLE jobs (
  due INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  party INTEGER,
  PRIMARY KEY (due, id)
) STRICT, WITHOUT ROWID;

-- -------------------------------------------------------------------------------------------------------- access
CREATE TABLE access_keys (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  prefix TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  partner_id INTEGER REFERENCES partners (id),
  lead_type_id INTEGER REFERENCES lead_types (id),
  origins TEXT NOT NULL,
  form TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;

-- D16: one row a request that carried an Idempotency-Key, in the batch of what it did. Kept 24 hours.
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY,
  body_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The development mailbox: every message that had no SMTP server to go to. Refused outside development.
CREATE TABLE mailbox (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  html TEXT
) STRICT, WITHOUT ROWID;
