import type { SignUp } from '../../../contract/sign-up.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { insertPartner, nextPartnerId, type PartnerRow } from '../../../db/store/partners.ts'
import type { Ctx } from '../../context.ts'
import { windowAt } from '../../domain/schedule/window.ts'
import { newPartnerRow } from '../partners/new-partner-row.ts'
import { toPartner } from '../partners/partner-view.ts'
import type { SignUpOffer } from './sign-up-offer.ts'

/** What a sign-up adds to the commit that confirms it. */
export interface Made<Row> {
  row: Row
  history: HistoryRow[]
  write: D1PreparedStatement[]
}

/**
 * The partner that a sign-up makes (F40, F41, F58): pending, buying, and with its leads going to the address that was
 * confirmed, so that it takes an admin's word and nothing more to begin. History keeps what it agreed to.
 */
export async function newBuyer(ctx: Ctx, signUp: SignUp, { broker }: SignUpOffer): Promise<Made<PartnerRow>> {
  const { company, contactName, phone, email, website, address, schedule } = signUp
  const { from, until } = windowAt(schedule, broker.zone, ctx.now)
  const row: PartnerRow = {
    ...newPartnerRow({ id: await nextPartnerId(ctx.db), zone: broker.zone }),
    name: company,
    contactName,
    phone,
    website,
    address,
    schedule,
    openFrom: from,
    openUntil: until,
    status: 'pending',
    buys: true,
    contactEmail: email,
    delivery: { email: { to: [email], templateId: null }, internet: null },
  }
  const { id, version, isHouse: _, deliveryHealth: __, ...made } = toPartner(row, broker.currency)
  return {
    row,
    history: [{ id, version, event: 'signed_up', data: { ...made, agreedTo: signUp.agreedTo } }],
    write: [insertPartner(ctx.db, row)],
  }
}
