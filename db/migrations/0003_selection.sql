-- Who comes next inside a priority band: longest wait, weighted or price (D2, docs/decisions/0010).

-- weight: the setup's share where its lead type is weighted, otherwise NULL. There, `rank` is no time but a pass: each
-- turn moves it on by 2^26 / weight (stride scheduling).
ALTER TABLE turns ADD COLUMN weight INTEGER CHECK (weight BETWEEN 1 AND 100);

-- Where a setup stands: worker/domain/routing/band.ts in SQL. Prices are below 2^40.
CREATE VIEW standings AS SELECT s.id AS setup_id, iif(t.selection = 'price', -(s.priority * 1099511627776 + coalesce(s.price, t.default_price)), -s.priority) AS band, iif(t.selection = 'weighted', s.weight, NULL) AS weight FROM setups s JOIN lead_types t ON t.id = s.lead_type_id;

-- arms.ready is the weight of what is ready: a turn that is not weighted counts one. An arm of which nothing is left is
-- no row, so that whoever reads the best few bands of a cell reads no empty ones.
DELETE FROM arms WHERE ready = 0;
DROP TRIGGER turn_joins_its_arm;
DROP TRIGGER turn_leaves_its_arm;
DROP TRIGGER turn_parks;
DROP TRIGGER turn_wakes;
DROP TRIGGER turn_keeps_its_arm;
CREATE TRIGGER turn_joins_its_arm AFTER INSERT ON turns WHEN NEW.due = 0 BEGIN INSERT INTO arms (cell, band, ready) VALUES (NEW.cell, NEW.band, coalesce(NEW.weight, 1)) ON CONFLICT DO UPDATE SET ready = ready + excluded.ready; END;
CREATE TRIGGER turn_leaves_its_arm AFTER DELETE ON turns WHEN OLD.due = 0 BEGIN DELETE FROM arms WHERE cell = OLD.cell AND band = OLD.band AND ready = coalesce(OLD.weight, 1); UPDATE arms SET ready = ready - coalesce(OLD.weight, 1) WHERE cell = OLD.cell AND band = OLD.band; END;
CREATE TRIGGER turn_parks AFTER UPDATE OF due ON turns WHEN OLD.due = 0 AND NEW.due <> 0 BEGIN DELETE FROM arms WHERE cell = OLD.cell AND band = OLD.band AND ready = coalesce(OLD.weight, 1); UPDATE arms SET ready = ready - coalesce(OLD.weight, 1) WHERE cell = OLD.cell AND band = OLD.band; END;
CREATE TRIGGER turn_wakes AFTER UPDATE OF due ON turns WHEN OLD.due <> 0 AND NEW.due = 0 BEGIN INSERT INTO arms (cell, band, ready) VALUES (NEW.cell, NEW.band, coalesce(NEW.weight, 1)) ON CONFLICT DO UPDATE SET ready = ready + excluded.ready; END;
CREATE TRIGGER turn_changes_its_arm AFTER UPDATE OF band, weight ON turns WHEN OLD.due = 0 AND NEW.due = 0 AND (OLD.band <> NEW.band OR OLD.weight IS NOT NEW.weight) BEGIN DELETE FROM arms WHERE cell = OLD.cell AND band = OLD.band AND ready = coalesce(OLD.weight, 1); UPDATE arms SET ready = ready - coalesce(OLD.weight, 1) WHERE cell = OLD.cell AND band = OLD.band; INSERT INTO arms (cell, band, ready) VALUES (NEW.cell, NEW.band, coalesce(NEW.weight, 1)) ON CONFLICT DO UPDATE SET ready = ready + excluded.ready; END;

-- A turn stays with its setup and its cell: a setup that gives up a place loses the turn there.
CREATE TRIGGER turn_keeps_its_cell BEFORE UPDATE OF cell, setup_id ON turns WHEN NEW.cell <> OLD.cell OR NEW.setup_id <> OLD.setup_id BEGIN SELECT RAISE(ABORT, 'TURN_KEEPS_ITS_CELL'); END;

-- The queue follows the settings by itself, as waking does: who is awake first, then where everybody stands. Whoever
-- comes into another band joins behind its head: with its own wait or, where turns are weighted, one round of its own
-- later. A weight that rises shortens the round that it waits, one that falls lengthens the next.
DROP TRIGGER setup_change_wakes;
CREATE TRIGGER setup_change_reaches_its_turns AFTER UPDATE OF version ON setups BEGIN INSERT INTO wake (setup_id, cause) VALUES (NEW.id, ''); UPDATE turns SET (band, weight, rank) = (SELECT own.band, own.weight, iif(own.weight IS NULL, max(turns.rank, coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), 0)), min(iif(own.band = turns.band, turns.rank, 9007199254740991), 67108864 / own.weight + coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), turns.rank & 1023))) FROM standings own WHERE own.setup_id = NEW.id) WHERE (NEW.price IS NOT OLD.price OR NEW.priority <> OLD.priority OR NEW.weight <> OLD.weight) AND cell IN (SELECT NEW.lead_type_id * 16777216 + place FROM setup_places WHERE setup_id = NEW.id) AND setup_id = NEW.id AND EXISTS (SELECT 1 FROM standings own WHERE own.setup_id = NEW.id AND (own.band <> turns.band OR own.weight IS NOT turns.weight)); END;

-- Another selection means another order: everybody starts even, in the order of the bits that break ties, and where turns
-- are weighted in the middle of its round. Another default price moves whoever follows it. Its name, description and
-- fields park nobody and wake nobody, so that they can be edited however many are parked; held leads are looked at again.
DROP TRIGGER lead_type_change_wakes;
CREATE TRIGGER lead_type_change_reaches_its_turns AFTER UPDATE OF version ON lead_types BEGIN INSERT INTO wake (setup_id, cause) SELECT id, '' FROM setups WHERE lead_type_id = NEW.id AND (NEW.lead_group_id, NEW.referral_method, NEW.default_price, NEW.scope, NEW.require_fca, NEW.selection, NEW.self_service, NEW.hold_hours, NEW.require_consent, NEW.archived_at) IS NOT (OLD.lead_group_id, OLD.referral_method, OLD.default_price, OLD.scope, OLD.require_fca, OLD.selection, OLD.self_service, OLD.hold_hours, OLD.require_consent, OLD.archived_at); INSERT INTO looks (lead_type_id, due) SELECT NEW.id, 0 WHERE EXISTS (SELECT 1 FROM leads l WHERE l.lead_type_id = NEW.id AND l.location = 'held') ON CONFLICT (lead_type_id) DO UPDATE SET due = 0 WHERE due <> 0; UPDATE turns SET (band, weight, rank) = (SELECT own.band, own.weight, (turns.rank & 1023) + coalesce(33554432 / own.weight, 0) FROM standings own WHERE own.setup_id = turns.setup_id) WHERE NEW.selection <> OLD.selection AND cell >= NEW.id * 16777216 AND cell < (NEW.id + 1) * 16777216; UPDATE turns SET (band, rank) = (SELECT own.band, max(turns.rank, coalesce((SELECT h.rank + 1 FROM turns h WHERE h.cell = turns.cell AND h.due = 0 AND h.band = own.band ORDER BY h.rank LIMIT 1), 0)) FROM standings own WHERE own.setup_id = turns.setup_id) WHERE NEW.selection = 'price' AND OLD.selection = 'price' AND NEW.default_price <> OLD.default_price AND cell >= NEW.id * 16777216 AND cell < (NEW.id + 1) * 16777216 AND band <> (SELECT own.band FROM standings own WHERE own.setup_id = turns.setup_id); END;

-- Taking a lead takes the turn. Weighted: one stride on, from its own pass or from where the arm is by now (where its
-- last turn was when it was served), so that whoever was stepped over or away has no turns in the bank.
DROP TRIGGER referral_takes_its_turn;
CREATE TRIGGER referral_takes_its_turn AFTER INSERT ON referrals WHEN NEW.cell IS NOT NULL BEGIN UPDATE turns SET rank = iif(weight IS NULL, max(rank + 1024, NEW.rank_next), 67108864 / weight + max(rank, (SELECT l.rank - 67108864 / l.weight FROM turns l WHERE l.cell = NEW.cell AND l.due = 0 AND l.band = NEW.band ORDER BY l.rank DESC LIMIT 1))) WHERE cell = NEW.cell AND due = 0 AND band = NEW.band AND rank = NEW.rank_read AND setup_id = NEW.setup_id; END;
