-- History by time and by actor. Partial, so that the busy rows pay nothing: a captured lead and what jobs do to leads,
-- referrals and runs are found by their thing, which is the primary key. A query must repeat the condition word for word.
CREATE INDEX history_at ON history (at, id, version) WHERE event <> 'lead.captured' AND (substr(actor, 1, 4) NOT IN ('job', 'run_') OR substr(id, 1, 4) NOT IN ('lead', 'ref_', 'run_'));
CREATE INDEX history_actor ON history (actor, at, id, version) WHERE event <> 'lead.captured' AND (substr(actor, 1, 4) NOT IN ('job', 'run_') OR substr(id, 1, 4) NOT IN ('lead', 'ref_', 'run_'));
