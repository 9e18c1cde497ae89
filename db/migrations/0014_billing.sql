-- What a referral charges, when, and what its introducer is owed (F19, F20, F39, D6).

-- -------------------------------------------------------------------------------------------- introducer terms
-- What an introducer is owed for leads of a type; lead_type_id NULL: of every type without terms of its own. amount: for
-- each lead when it is first accepted. shares: of what its buyers are charged, [{point, valueBps}].
CREATE TABLE introducer_terms (
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  lead_type_id INTEGER REFERENCES lead_types (id),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  shares TEXT NOT NULL,
  archived_at INTEGER
) STRICT;
CREATE UNIQUE INDEX introducer_terms_live ON introducer_terms (partner_id, coalesce(lead_type_id, 0)) WHERE archived_at IS NULL;
CREATE TRIGGER introducer_terms_change_has_version BEFORE UPDATE ON introducer_terms WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- The shares that its introducer is owed, as they were when it came in, like `cost`; NULL: none.
ALTER TABLE leads ADD COLUMN value_shares TEXT;

-- ---------------------------------------------------------------------------------------------------- referrals
-- The charges of a referral are its price, and both stay as they were when it was referred (F20).
CREATE TRIGGER referral_charges_its_price BEFORE INSERT ON referrals WHEN NEW.charges IS NOT NULL BEGIN SELECT RAISE(ABORT, 'CHARGES_ARE_NOT_THE_PRICE') WHERE NEW.price <> coalesce((SELECT sum(value ->> 'amountMinor') FROM json_each(NEW.charges)), 0); END;
CREATE TRIGGER referral_price_is_frozen BEFORE UPDATE OF price, charges ON referrals WHEN NEW.price <> OLD.price OR NEW.charges IS NOT OLD.charges BEGIN SELECT RAISE(ABORT, 'PRICE_IS_FROZEN'); END;

-- -------------------------------------------------------------------------------------------------------- money
-- What leaves `held` is part of one referral's hold: settled and released together are never more than was held for it,
-- so that nothing is charged after the rest was given back, nor out of another referral's hold.
CREATE TRIGGER hold_is_spent_once BEFORE INSERT ON transfers WHEN NEW.debit = 'held' BEGIN SELECT RAISE(ABORT, 'HOLD_SPENT:' || NEW.party) FROM (SELECT iif(NEW.kind = 'release', substr(NEW.id, 9, 40), substr(NEW.id, 8, 40)) AS ref) AS r WHERE NEW.amount > coalesce((SELECT amount FROM transfers WHERE id = 'hold:' || r.ref AND party = NEW.party), 0) - coalesce((SELECT sum(amount) FROM transfers WHERE id IN ('settle:' || r.ref || ':accepted', 'settle:' || r.ref || ':qualified', 'settle:' || r.ref || ':converted', 'release:' || r.ref)), 0); END;

-- ---------------------------------------------------------------------------------------------------- the queue
-- Where a setup stands: worker/domain/routing/band.ts and fixedPriceOf of worker/domain/billing/price.ts in SQL. By price
-- counts what is known before a lead is there: its own price, the national one or the default, and the fixed amounts
-- beside it. Shares of a lead's cost differ with every lead.
DROP VIEW standings;
CREATE VIEW standings AS SELECT s.id AS setup_id, iif(t.selection = 'price', -(s.priority * 1099511627776 + min(1099511627775, coalesce(s.price, iif(EXISTS (SELECT 1 FROM setup_places p WHERE p.setup_id = s.id AND p.place = 0), t.national_price, NULL), t.default_price) + coalesce((SELECT sum(value ->> 'amountMinor') FROM json_each(coalesce(s.billing ->> 'charges', t.charges))), 0))), -s.priority) AS band, iif(t.selection = 'weighted', s.weight, NULL) AS weight FROM setups s JOIN lead_types t ON t.id = s.lead_type_id;

-- As before (0003), and by its billing too.
DROP TRIGGER setup_change_reaches_its_turns;
CREATE TRIGGER setup_change_reaches_its_turns AFTER UPDATE OF version ON setups BEGIN INSERT INTO wake (setup_id, cause) VALUES (NEW.id, ''); UPDATE turns SET (band, weight, rank) = (SELECT own.band, own.weight, iif(own.weight IS NULL, max(turns.rank, coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), 0)), min(iif(own.band = turns.band, turns.rank, 9007199254740991), 67108864 / own.weight + coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), turns.rank & 1023))) FROM standings own WHERE own.setup_id = NEW.id) WHERE (NEW.price IS NOT OLD.price OR NEW.billing IS NOT OLD.billing OR NEW.priority <> OLD.priority OR NEW.weight <> OLD.weight) AND cell IN (SELECT NEW.lead_type_id * 16777216 + place FROM setup_places WHERE setup_id = NEW.id) AND setup_id = NEW.id AND EXISTS (SELECT 1 FROM standings own WHERE own.setup_id = NEW.id AND (own.band <> turns.band OR own.weight IS NOT turns.weight)); END;

-- As before (0003): the national price and the further charges are part of the price that setups follow.
DROP TRIGGER lead_type_change_reaches_its_turns;
CREATE TRIGGER lead_type_change_reaches_its_turns AFTER UPDATE OF version ON lead_types BEGIN INSERT INTO wake (setup_id, cause) SELECT id, '' FROM setups WHERE lead_type_id = NEW.id AND (NEW.lead_group_id, NEW.referral_method, NEW.default_price, NEW.national_price, NEW.charges, NEW.scope, NEW.require_fca, NEW.selection, NEW.self_service, NEW.hold_hours, NEW.require_consent, NEW.archived_at) IS NOT (OLD.lead_group_id, OLD.referral_method, OLD.default_price, OLD.national_price, OLD.charges, OLD.scope, OLD.require_fca, OLD.selection, OLD.self_service, OLD.hold_hours, OLD.require_consent, OLD.archived_at); INSERT INTO looks (lead_type_id, due) SELECT NEW.id, 0 WHERE EXISTS (SELECT 1 FROM leads l WHERE l.lead_type_id = NEW.id AND l.location = 'held') ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0; UPDATE turns SET (band, weight, rank) = (SELECT own.band, own.weight, (turns.rank & 1023) + coalesce(33554432 / own.weight, 0) FROM standings own WHERE own.setup_id = turns.setup_id) WHERE NEW.selection <> OLD.selection AND cell >= NEW.id * 16777216 AND cell < (NEW.id + 1) * 16777216; UPDATE turns SET (band, rank) = (SELECT own.band, max(turns.rank, coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), 0)) FROM standings own WHERE own.setup_id = turns.setup_id) WHERE NEW.selection = 'price' AND OLD.selection = 'price' AND (NEW.default_price, NEW.national_price, NEW.charges) IS NOT (OLD.default_price, OLD.national_price, OLD.charges) AND cell >= NEW.id * 16777216 AND cell < (NEW.id + 1) * 16777216 AND band <> (SELECT own.band FROM standings own WHERE own.setup_id = turns.setup_id); END;
