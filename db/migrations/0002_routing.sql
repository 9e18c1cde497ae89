-- Who gets the lead: preferences, methods, people that were here before, and leads that wait (D1, D2, D11, D21).

-- ------------------------------------------------------------------------------------------------- preferences
-- F1: one tenant-wide record, read when a decision is made. What was never set is not in `settings`: its default is in
-- contract/preferences.ts. Version 0 is the record as it was shipped.
CREATE TABLE preferences (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;
INSERT INTO preferences (id, version, settings) VALUES (1, 0, '{}');
CREATE TRIGGER preferences_change_has_version BEFORE UPDATE OF settings ON preferences WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;


-- ---------------------------------------------------------------------------------------------------- settings
-- F8: introducers may hand leads of this group in through their portal.
ALTER TABLE lead_groups ADD COLUMN introducers_may_refer INTEGER NOT NULL DEFAULT 0 CHECK (introducers_may_refer IN (0, 1));

-- selection: D2. self_service: F22. hold_hours: how long a lead that nobody takes waits (D21); 0: not at all.
-- require_consent: D1.23.
ALTER TABLE lead_types ADD COLUMN selection TEXT NOT NULL DEFAULT 'longest_wait' CHECK (selection IN ('longest_wait', 'weighted', 'price'));
ALTER TABLE lead_types ADD COLUMN self_service INTEGER NOT NULL DEFAULT 1 CHECK (self_service IN (0, 1));
ALTER TABLE lead_types ADD COLUMN hold_hours INTEGER NOT NULL DEFAULT 72 CHECK (hold_hours BETWEEN 0 AND 2160);
ALTER TABLE lead_types ADD COLUMN require_consent INTEGER NOT NULL DEFAULT 0 CHECK (require_consent IN (0, 1));

-- filters: typed predicates over the lead type's fields (D1.21), as JSON.
ALTER TABLE setups ADD COLUMN weight INTEGER NOT NULL DEFAULT 1 CHECK (weight BETWEEN 1 AND 100);
ALTER TABLE setups ADD COLUMN filters TEXT NOT NULL DEFAULT '[]';

-- repeat_days: D1.20, 0: no window. queue_until_open: F34. fca_status: F10.
ALTER TABLE partners ADD COLUMN repeat_days INTEGER NOT NULL DEFAULT 0 CHECK (repeat_days BETWEEN 0 AND 3650);
ALTER TABLE partners ADD COLUMN queue_until_open INTEGER NOT NULL DEFAULT 0 CHECK (queue_until_open IN (0, 1));
ALTER TABLE partners ADD COLUMN fca_status TEXT NOT NULL DEFAULT 'unverified' CHECK (fca_status IN ('unverified', 'found', 'not_found'));
ALTER TABLE partners ADD COLUMN fca_checked_at INTEGER;

DROP TRIGGER partner_change_has_version;
DROP TRIGGER setup_change_has_version;
DROP TRIGGER lead_type_change_has_version;
CREATE TRIGGER partner_change_has_version BEFORE UPDATE OF name, description, reference, status, buys, introduces, online, contact_email, fca_number, fca_status, transfer_number, zone, schedule, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery, repeat_days, queue_until_open ON partners WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER setup_change_has_version BEFORE UPDATE OF active, price, priority, daily_limit, monthly_limit, weight, filters ON setups WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER lead_type_change_has_version BEFORE UPDATE OF lead_group_id, name, description, fields, referral_method, default_price, scope, require_fca, selection, self_service, hold_hours, require_consent, archived_at ON lead_types WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- ------------------------------------------------------------------------------------------------------- leads
-- duplicate_of: the first lead of the same person (D11). closed_because: why it was closed without a stage (DUPLICATE,
-- SUPPRESSED). held_until: how long it waits for a partner (D21). unreferred_at: since when it waits for a person
-- because nobody took it. stage_id: the broker's own name for its stage (F67); 1 is New.
ALTER TABLE leads ADD COLUMN duplicate_of TEXT REFERENCES leads (id);
ALTER TABLE leads ADD COLUMN closed_because TEXT;
ALTER TABLE leads ADD COLUMN held_until INTEGER;
ALTER TABLE leads ADD COLUMN unreferred_at INTEGER;
ALTER TABLE leads ADD COLUMN is_test INTEGER NOT NULL DEFAULT 0 CHECK (is_test IN (0, 1));
ALTER TABLE leads ADD COLUMN stage_id INTEGER NOT NULL DEFAULT 1;
ALTER TABLE leads ADD COLUMN archived_at INTEGER;
CREATE INDEX leads_held_of_type ON leads (lead_type_id, id) WHERE location = 'held';
CREATE INDEX leads_unreferred ON leads (id) WHERE unreferred_at IS NOT NULL;
CREATE INDEX leads_duplicates ON leads (duplicate_of) WHERE duplicate_of IS NOT NULL;

-- People who asked not to be contacted, by one partner or (0) by anybody: keyed hashes as in dedupe_keys, kept for good.
CREATE TABLE suppressions (
  key TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (key, partner_id)
) STRICT, WITHOUT ROWID;

-- --------------------------------------------------------------------------------------------------- referrals
-- deliver_after: not before its partner opens (F34). appointment: F62, as JSON.
ALTER TABLE referrals ADD COLUMN deliver_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE referrals ADD COLUMN appointment TEXT;

-- F33: a return gives the cap back only where the preference says so. It always gives back the slot (D18).
CREATE TRIGGER referral_returned AFTER UPDATE OF state ON referrals WHEN OLD.state IN ('referred', 'accepted', 'unknown', 'delivered') AND NEW.state = 'returned' AND (SELECT coalesce(settings ->> 'returnsRestoreCap', 0) FROM preferences) = 1 BEGIN UPDATE partner_counts SET seq = seq + 1, today = today - iif(day = OLD.day, 1, 0), types_today = iif(day = OLD.day, json_set(types_today, '$.t' || OLD.lead_type_id, json_extract(types_today, '$.t' || OLD.lead_type_id) - 1), types_today), this_month = this_month - iif(month = OLD.month, 1, 0), types_this_month = iif(month = OLD.month, json_set(types_this_month, '$.t' || OLD.lead_type_id, json_extract(types_this_month, '$.t' || OLD.lead_type_id) - 1), types_this_month) WHERE partner_id = OLD.partner_id; INSERT INTO wake (setup_id, cause) SELECT id, 'LIMIT' FROM setups WHERE partner_id = OLD.partner_id; END;

-- ------------------------------------------------------------------------------------------------- held leads
-- When the held leads of a type are looked at again (D21): one row a type, however many changes ask for it.
CREATE TABLE looks (
  lead_type_id INTEGER PRIMARY KEY REFERENCES lead_types (id),
  due INTEGER NOT NULL
) STRICT;

-- Whatever wakes a setup asks for a look at the held leads of its type, if there are any; so does a new setup.
DROP TRIGGER wake_turns;
CREATE TRIGGER wake_turns INSTEAD OF INSERT ON wake BEGIN UPDATE turns SET due = 0, cause = NULL, rank = max(rank, coalesce((SELECT h.rank + 1 + (turns.rank & 1023) FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = turns.band ORDER BY h.rank LIMIT 1), 0)) WHERE due <> 0 AND setup_id = NEW.setup_id AND instr(cause, NEW.cause) > 0; INSERT INTO looks (lead_type_id, due) SELECT s.lead_type_id, 0 FROM setups s WHERE s.id = NEW.setup_id AND EXISTS (SELECT 1 FROM leads l WHERE l.lead_type_id = s.lead_type_id AND l.location = 'held') ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0; END;
CREATE TRIGGER setup_joins_looks AFTER INSERT ON setups WHEN EXISTS (SELECT 1 FROM leads WHERE lead_type_id = NEW.lead_type_id AND location = 'held') BEGIN INSERT INTO looks (lead_type_id, due) VALUES (NEW.lead_type_id, 0) ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0; END;

-- A preference may end what keeps a lead from everybody without parking anybody (an introducer's own lead, a duplicate):
-- then the held leads are looked at again. Turns that were parked for FCA_REQUIRED wake only where that rule changed.
CREATE TRIGGER preferences_change_wakes AFTER UPDATE OF version ON preferences BEGIN INSERT INTO wake (setup_id, cause) SELECT DISTINCT setup_id, 'FCA_REQUIRED' FROM turns WHERE (NEW.settings ->> 'blockUnverifiedFca') IS NOT (OLD.settings ->> 'blockUnverifiedFca') AND due <> 0 AND instr(cause, 'FCA_REQUIRED') > 0; INSERT INTO looks (lead_type_id, due) SELECT t.id, 0 FROM lead_types t WHERE EXISTS (SELECT 1 FROM leads l WHERE l.lead_type_id = t.id AND l.location = 'held') ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0; END;
