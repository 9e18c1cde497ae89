-- Handing over and being paid: the columns that several rooms share (F20, F34-F40, D6, D19). Tables of one room stand in
-- the migrations behind this one.

-- ---------------------------------------------------------------------------------------------------- partners
-- contact_name .. address: F40. mobile: whom texts go to and come from (F59). low_funds_threshold: NULL is none (F36).
-- vat_bps: its own rate of VAT in hundredths of a percent (D19); NULL is the preference's.
ALTER TABLE partners ADD COLUMN contact_name TEXT NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN website TEXT NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE partners ADD COLUMN mobile TEXT;
ALTER TABLE partners ADD COLUMN low_funds_threshold INTEGER;
ALTER TABLE partners ADD COLUMN low_funds_text INTEGER NOT NULL DEFAULT 0 CHECK (low_funds_text IN (0, 1));
ALTER TABLE partners ADD COLUMN vat_bps INTEGER CHECK (vat_bps BETWEEN 0 AND 10000);
CREATE INDEX partners_mobile ON partners (mobile) WHERE mobile IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------- settings
-- billing_point: when the price is charged (F39). charges: further amounts, [{point, amountMinor, costBps}].
-- national_price: what a setup with all areas pays that follows the default. billing_days: how long after its referral a
-- later point is charged (ENGINE 2). return_policy: D6; NULL is the preference's.
ALTER TABLE lead_types ADD COLUMN billing_point TEXT NOT NULL DEFAULT 'accepted' CHECK (billing_point IN ('accepted', 'qualified', 'converted'));
ALTER TABLE lead_types ADD COLUMN charges TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lead_types ADD COLUMN national_price INTEGER CHECK (national_price >= 0);
ALTER TABLE lead_types ADD COLUMN billing_days INTEGER NOT NULL DEFAULT 90 CHECK (billing_days BETWEEN 1 AND 730);
ALTER TABLE lead_types ADD COLUMN return_policy TEXT;

-- billing: {point, charges} of its own; NULL is as the lead type says. accept_minutes: how long it has to accept a lead
-- by hand (D6); 0: it need not.
ALTER TABLE setups ADD COLUMN billing TEXT;
ALTER TABLE setups ADD COLUMN accept_minutes INTEGER NOT NULL DEFAULT 0 CHECK (accept_minutes BETWEEN 0 AND 43200);

DROP TRIGGER partner_change_has_version;
DROP TRIGGER setup_change_has_version;
DROP TRIGGER lead_type_change_has_version;
CREATE TRIGGER partner_change_has_version BEFORE UPDATE OF name, description, reference, status, buys, introduces, online, contact_email, fca_number, fca_status, transfer_number, zone, schedule, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery, repeat_days, queue_until_open, contact_name, phone, website, address, mobile, low_funds_threshold, low_funds_text, vat_bps ON partners WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER setup_change_has_version BEFORE UPDATE OF active, price, priority, daily_limit, monthly_limit, weight, filters, billing, accept_minutes ON setups WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;
CREATE TRIGGER lead_type_change_has_version BEFORE UPDATE OF lead_group_id, name, description, fields, referral_method, default_price, scope, require_fca, selection, self_service, hold_hours, require_consent, archived_at, billing_point, charges, national_price, billing_days, return_policy ON lead_types WHEN NEW.version <> OLD.version + 1 BEGIN SELECT RAISE(ABORT, 'VERSION_NOT_RAISED'); END;

-- ------------------------------------------------------------------------------------------------------- leads
-- What the broker owes its introducer for it, as its terms were when it came in.
ALTER TABLE leads ADD COLUMN cost INTEGER NOT NULL DEFAULT 0 CHECK (cost >= 0);

-- --------------------------------------------------------------------------------------------------- referrals
-- progress: how far its partner came with it (D6); it only moves on. charges: what each point charges, frozen,
-- [{point, amountMinor}], their sum is the price; NULL: all of it at accepted. accept_by: until when its partner may
-- accept it; NULL: it need not. released_at: since when nothing more is charged: the rest of the hold went back.
ALTER TABLE referrals ADD COLUMN progress TEXT NOT NULL DEFAULT 'referred' CHECK (progress IN ('referred', 'accepted', 'qualified', 'converted', 'invalidated'));
ALTER TABLE referrals ADD COLUMN charges TEXT;
ALTER TABLE referrals ADD COLUMN accept_by INTEGER;
ALTER TABLE referrals ADD COLUMN released_at INTEGER;
UPDATE referrals SET progress = 'accepted' WHERE state IN ('accepted', 'delivered', 'returned', 'unreferred');
CREATE TRIGGER referral_moves_on BEFORE UPDATE OF progress ON referrals WHEN OLD.progress <> NEW.progress AND (OLD.progress IN ('converted', 'invalidated') OR (NEW.progress <> 'invalidated' AND instr('referred accepted qualified converted', NEW.progress) < instr('referred accepted qualified converted', OLD.progress))) BEGIN SELECT RAISE(ABORT, 'PROGRESS_BACK'); END;

-- ------------------------------------------------------------------------------------------------------- money
-- payable: what the house owes this party (introducers, affiliates), after each line like balance and held. It may fall
-- below zero: what was paid out and is taken back.
ALTER TABLE transfers ADD COLUMN payable INTEGER NOT NULL DEFAULT 0;

DROP TRIGGER transfer_continues_the_chain;
CREATE TRIGGER transfer_continues_the_chain BEFORE INSERT ON transfers BEGIN SELECT RAISE(ABORT, 'CHAIN_BROKEN:' || NEW.party) FROM (SELECT 1) LEFT JOIN (SELECT n, balance, held, payable FROM transfers WHERE party = NEW.party ORDER BY n DESC LIMIT 1) AS last ON 1 WHERE NEW.n <> 1 + coalesce(last.n, 0) OR NEW.balance <> coalesce(last.balance, 0) + NEW.amount * ((NEW.credit IN ('available', 'held')) - (NEW.debit IN ('available', 'held'))) OR NEW.held <> coalesce(last.held, 0) + NEW.amount * ((NEW.credit = 'held') - (NEW.debit = 'held')) OR NEW.payable <> coalesce(last.payable, 0) + NEW.amount * ((NEW.credit = 'payable') - (NEW.debit = 'payable')); SELECT RAISE(ABORT, 'CURRENCY') WHERE NEW.currency <> (SELECT currency FROM broker); SELECT RAISE(ABORT, 'NO_CREDIT:' || NEW.party) FROM partners WHERE NEW.kind IN ('hold', 'charge') AND id = NEW.party AND credit_unlimited = 0 AND NEW.balance - NEW.held + credit_limit < 0; END;
DROP TRIGGER referral_holds_its_price;
CREATE TRIGGER referral_holds_its_price AFTER INSERT ON referrals WHEN NEW.price > 0 BEGIN INSERT INTO transfers (party, n, id, debit, credit, amount, currency, kind, at, balance, held, payable) SELECT NEW.partner_id, 1 + coalesce(last.n, 0), 'hold:ref_' || substr(NEW.lead_id, 6, 28) || printf('%08x', NEW.partner_id), 'available', 'held', NEW.price, (SELECT currency FROM broker), 'hold', NEW.referred_at, coalesce(last.balance, 0), coalesce(last.held, 0) + NEW.price, coalesce(last.payable, 0) FROM (SELECT 1) LEFT JOIN (SELECT n, balance, held, payable FROM transfers WHERE party = NEW.partner_id ORDER BY n DESC LIMIT 1) AS last ON 1; END;

-- F36: the partner hears of it when its balance comes down to the threshold, once for each time that it does. The job is
-- made by whatever moves the money, so that no path can forget it.
CREATE TRIGGER transfer_runs_low AFTER INSERT ON transfers WHEN NEW.debit IN ('available', 'held') AND NEW.credit NOT IN ('available', 'held') BEGIN INSERT INTO jobs (due, id, kind, data, attempts, party) SELECT NEW.at, 'low-funds:' || NEW.party || ':' || NEW.n, 'low-funds', json_object('partnerId', NEW.party, 'line', NEW.n), 0, NULL FROM partners WHERE id = NEW.party AND low_funds_threshold IS NOT NULL AND NEW.balance <= low_funds_threshold AND NEW.balance + NEW.amount > low_funds_threshold; END;
