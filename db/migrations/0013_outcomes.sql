-- What follows an outcome: rerouting, offers that a partner must accept, the delivery log (D5, D6, ENGINE 5).

-- reroute_refused: whether a lead that a partner refuses goes on by itself; NULL is as the preference says.
ALTER TABLE lead_types ADD COLUMN reroute_refused INTEGER CHECK (reroute_refused IN (0, 1));
CREATE TRIGGER lead_type_rerouting_has_version BEFORE UPDATE OF reroute_refused ON lead_types WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- An offer is a referral with accept_by that is still `referred`: nothing of the person leaves before its partner accepts
-- it, and nothing is charged. No code path delivers one.
CREATE TRIGGER offer_is_accepted_first BEFORE UPDATE OF state ON referrals WHEN OLD.state = 'referred' AND OLD.accept_by IS NOT NULL AND NEW.state IN ('unknown', 'delivered', 'duplicate', 'failed') BEGIN SELECT RAISE(ABORT, 'OFFER_NOT_ACCEPTED:' || NEW.partner_id); END;

-- A partner's open offers, the one that ends first first. Partial: any other referral pays nothing.
CREATE INDEX referrals_offered ON referrals (partner_id, accept_by, lead_id) WHERE state = 'referred' AND accept_by IS NOT NULL;

-- Tries that were made more than a day after their lead or its referral: the delivery log finds all others along the
-- referrals themselves. Partial, so that the usual try, made at once, writes no row for it.
CREATE INDEX history_late_tries ON history (at, id, version) WHERE event = 'referral.delivery' AND data ->> 'late' = 1;
