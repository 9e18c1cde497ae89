import type { Appointment } from '../../../contract/appointment.ts'
import { formatMoney } from '../../../contract/money.ts'
import type { JobRow } from '../../../db/store/jobs.ts'
import { fieldsOf } from '../../../db/store/offers.ts'
import { whenText } from '../../domain/appointment/when.ts'
import { offerAnswers } from '../../domain/delivery/offer-answers.ts'
import { placeName, placesOfLead } from '../../domain/places/schemes.ts'
import type { NoticeToSend } from '../../notices/notices.ts'
import { noticeJob } from '../notices/notice-job.ts'
import { partnerNotices, partnerOf } from '../notices/partner-notices.ts'
import { readable } from '../referrals/delivery-notices.ts'
import type { LoadedDelivery } from '../referrals/load-delivery.ts'

/** `link` opens the offer's page; null where nobody knows the address of this deployment. */
type Told = { kind: 'offer-made'; link: string | null } | { kind: 'offer-lapsed' }

/**
 * Tells a partner of an offer, as jobs for its commit: to each address that its leads go to by e-mail, else its contact
 * address, else the broker, who can pass it on. `about` makes their ids.
 */
export function offerNotices(
  now: number,
  loaded: LoadedDelivery,
  { acceptBy, about, ...told }: Told & { acceptBy: number; about: string },
): JobRow[] {
  const notice =
    told.kind === 'offer-made' ? offerMade(loaded, { acceptBy, link: told.link }) : offerLapsed(loaded, acceptBy)
  const { email } = loaded.delivery
  return email === null
    ? partnerNotices(now, { notice, about: `${about}:1`, partner: partnerOf(loaded) })
    : email.to.map((to, i) => noticeJob(now, { notice, to, about: `${about}:${i + 1}` }))
}

function offerMade(
  loaded: LoadedDelivery,
  { acceptBy, link }: { acceptBy: number; link: string | null },
): NoticeToSend {
  const { row } = loaded
  const appointment = row.appointment === null ? null : (JSON.parse(row.appointment) as Appointment)
  const places = placesOfLead(row.outward).codes.map(placeName)
  return {
    kind: 'offer-made',
    data: {
      ...common(loaded, acceptBy),
      place: places.join(', ') || 'not known',
      received: readable(row.received_at, row.partner_zone),
      price: formatMoney({ amount: row.price, currency: row.currency }),
      answers: offerAnswers(fieldsOf(row), JSON.parse(row.fields))
        .map(({ label, text }) => `${label}${/[?:]$/.test(label) ? '' : ':'} ${text}`)
        .join('\n'),
      link,
      when: appointment === null || appointment.cancelledAt !== null ? null : whenText(appointment, row.partner_zone),
    },
  }
}

const offerLapsed = (loaded: LoadedDelivery, acceptBy: number): NoticeToSend => ({
  kind: 'offer-lapsed',
  data: common(loaded, acceptBy),
})

const common = ({ row, reference }: LoadedDelivery, acceptBy: number) => ({
  broker: row.broker_name,
  partner: row.partner_name,
  leadType: row.type_name,
  reference,
  acceptBy: readable(acceptBy, row.partner_zone),
})
