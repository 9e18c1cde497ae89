import { uuidv7 } from 'uuidv7'
import { toLeadId } from '../../contract/id.ts'
import { rankAfterTurn } from '../../worker/domain/routing/rank.ts'
import { testDb } from './ctx.ts'
import type { TurnRow } from './queue-check.ts'

/** Gives a lead to the setup whose turn this is, as the claim does it: the triggers move the turn. */
export async function serveTurn(turn: TurnRow, now: number): Promise<void> {
  const leadId = toLeadId(uuidv7())
  await testDb().batch([
    testDb()
      .prepare(
        `INSERT INTO leads (id, version, lead_type_id, channel, received_at, location, stage, fields, submission_hash)
         SELECT ?1, 1, lead_type_id, 'json', ?2, 'routed', 'new', '{}', '' FROM setups WHERE id = ?3`,
      )
      .bind(leadId, now, turn.setup_id),
    testDb()
      .prepare(
        `INSERT INTO referrals (lead_id, partner_id, version, setup_id, lead_type_id, method, state, price, referred_at,
           day, month, cell, band, rank_read, rank_next)
         SELECT ?1, partner_id, 1, id, lead_type_id, 'immediate', 'referred', 0, ?2, 20260615, 202606, ?4, ?5, ?6, ?7
         FROM setups WHERE id = ?3`,
      )
      .bind(leadId, now, turn.setup_id, turn.cell, turn.band, turn.rank, rankAfterTurn(now, 512)),
  ])
}

/** Parks a turn, as a decision that found its partner wanting does. */
export const parkTurn = ({ cell, band, setup_id }: TurnRow, due: number, cause: string): Promise<unknown> =>
  testDb()
    .prepare('UPDATE turns SET due = ?, cause = ? WHERE cell = ? AND band = ? AND setup_id = ? AND due = 0')
    .bind(due, cause, cell, band, setup_id)
    .run()
