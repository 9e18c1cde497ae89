-- Time travel (C5): what deliveries did to a partner's breaker. It is no setting and has no version, so that no row of
-- history keeps it; settings that close it are in the partner's own history. Written when it opens or closes only. n: in
-- the order of the commits, which need not be that of the clocks where two deliveries end at once.
CREATE TABLE breaker_moments (
  partner_id INTEGER NOT NULL REFERENCES partners (id),
  n INTEGER NOT NULL,
  at INTEGER NOT NULL,
  breaker_until INTEGER NOT NULL,
  PRIMARY KEY (partner_id, n)
) STRICT, WITHOUT ROWID;
