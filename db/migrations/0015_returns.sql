-- Returns from a buyer (D6, F52). A referral has one return at most, which may be asked for again once it was cleared; its
-- changes stand in the history of its referral, whose version is the lock of both.

-- text, links, reference, note: what people wrote. They may speak of the person, so that history, which is kept when the
-- person is forgotten, never has them. asked: how often it was asked for. reversed: what the introducer gave back.
CREATE TABLE returns (
  lead_id TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  lead_type_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'rejected', 'cleared')),
  reason TEXT NOT NULL,
  text TEXT NOT NULL,
  links TEXT NOT NULL,
  reference TEXT NOT NULL,
  asked INTEGER NOT NULL,
  requested_at INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  decided_at INTEGER,
  decided_by TEXT,
  automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0),
  released INTEGER NOT NULL DEFAULT 0 CHECK (released >= 0),
  reversed INTEGER NOT NULL DEFAULT 0 CHECK (reversed >= 0),
  rerouted INTEGER NOT NULL DEFAULT 0 CHECK (rerouted IN (0, 1)),
  PRIMARY KEY (lead_id, partner_id),
  FOREIGN KEY (lead_id, partner_id) REFERENCES referrals (lead_id, partner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX returns_at ON returns (requested_at);
CREATE INDEX returns_partner ON returns (partner_id, requested_at);

-- What is approved stays approved: its money has moved. Only a cleared one is asked for again.
CREATE TRIGGER return_moves_on BEFORE UPDATE OF state ON returns WHEN OLD.state <> NEW.state AND (OLD.state = 'approved' OR (OLD.state = 'cleared' AND NEW.state <> 'requested') OR (OLD.state = 'rejected' AND NEW.state <> 'cleared')) BEGIN SELECT RAISE(ABORT, 'RETURN_DECIDED'); END;
CREATE TRIGGER returns_are_kept BEFORE DELETE ON returns BEGIN SELECT RAISE(ABORT, 'APPEND_ONLY'); END;

-- No path gives back more than was charged for a referral, in whichever order it is returned and reversed: refund:rtn_… is
-- its return's, refund:ref_… its reversal's, and there is one of each at most.
CREATE TRIGGER refund_is_covered BEFORE INSERT ON transfers WHEN substr(NEW.id, 1, 11) IN ('refund:rtn_', 'refund:ref_') BEGIN SELECT RAISE(ABORT, 'REFUND_TOO_HIGH:' || NEW.party) WHERE NEW.amount + coalesce((SELECT sum(amount) FROM transfers WHERE id IN ('refund:rtn_' || substr(NEW.id, 12), 'refund:ref_' || substr(NEW.id, 12))), 0) > coalesce((SELECT sum(amount) FROM transfers WHERE party = NEW.party AND id IN ('settle:ref_' || substr(NEW.id, 12) || ':accepted', 'settle:ref_' || substr(NEW.id, 12) || ':qualified', 'settle:ref_' || substr(NEW.id, 12) || ':converted')), 0); END;
