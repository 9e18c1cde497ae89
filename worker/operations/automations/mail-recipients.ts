import type { AutomationEvent, mailRecipients } from '../../../contract/automation.ts'
import type { Delivery } from '../../../contract/delivery.ts'
import { formatId } from '../../../contract/id.ts'
import type { Ctx } from '../../context.ts'
import { toldStates } from './told-states.ts'

/** One address that a message goes to, and whose it is; `partnerId` where the message may speak of that partner: its own, or to the broker the one of the event. */
export interface Recipient {
  /** `ptn_3`, `broker` or `address`: what history keeps instead of the address. */
  who: string
  address: string
  partnerId: number | null
}

interface Addressees {
  to: readonly (typeof mailRecipients)[number][]
  addresses: readonly string[]
  /** The partner that the event was about; null: whoever has the lead. */
  partnerId: number | null
  /** What began the run; null: a person did. */
  event?: AutomationEvent | null
}

/**
 * The addresses of an automation's message (F31, F61). A partner gets it where it gets leads by e-mail, otherwise at its
 * contact address, and never where it has not accepted a lead that it must accept first (D6) or has it no more; an introducer at its
 * contact address. Each address once, and each in a message of its own: nobody learns who else got one. Never the person
 * behind the lead: there is no consent to that yet.
 */
export async function recipientsOf(
  ctx: Ctx,
  leadId: string,
  { to, addresses, partnerId, event = null }: Addressees,
): Promise<Recipient[]> {
  const [partners, introducers, brokers] = await ctx.db.batch<Record<string, unknown>>([
    ctx.db
      .prepare(
        `SELECT p.id, p.contact_email, p.delivery FROM referrals r JOIN partners p ON p.id = r.partner_id
         WHERE r.lead_id = ?1 AND r.accept_by IS NULL
           AND (?2 IS NULL OR r.partner_id = ?2) AND r.state IN (SELECT value FROM json_each(?3))
         ORDER BY r.referred_at, p.id`,
      )
      .bind(leadId, partnerId, JSON.stringify(toldStates(event))),
    ctx.db
      .prepare('SELECT p.id, p.contact_email FROM leads l JOIN partners p ON p.id = l.introducer_id WHERE l.id = ?')
      .bind(leadId),
    ctx.db.prepare('SELECT notify_email FROM broker'),
  ])
  const all: Recipient[] = [
    ...(to.includes('partners') ? (partners!.results as unknown as PartnerRow[]).flatMap(ofPartner) : []),
    ...(to.includes('introducer') ? (introducers!.results as unknown as PartnerRow[]).flatMap(ofIntroducer) : []),
    ...(to.includes('broker')
      ? brokers!.results.map((row) => ({ who: 'broker', address: String(row.notify_email), partnerId }))
      : []),
    ...addresses.map((address) => ({ who: 'address', address, partnerId })),
  ]
  const isFirst = ({ address }: Recipient, i: number) =>
    all.findIndex((other) => other.address.toLowerCase() === address.toLowerCase()) === i
  return all.filter(isFirst)
}

interface PartnerRow {
  id: number
  contact_email: string | null
  delivery: string
}

function ofPartner({ id, contact_email, delivery }: PartnerRow): Recipient[] {
  const { email } = JSON.parse(delivery) as Delivery
  const addresses = email?.to ?? (contact_email === null ? [] : [contact_email])
  return addresses.map((address) => ({ who: formatId('partner', id), address, partnerId: id }))
}

const ofIntroducer = ({ id, contact_email }: PartnerRow): Recipient[] =>
  contact_email === null ? [] : [{ who: formatId('partner', id), address: contact_email, partnerId: null }]
