import { Fragment } from 'preact'
import { formatMoney } from '../../../contract/money.ts'
import type { Offer } from '../../../contract/offer.ts'
import { hourMs, minuteMs } from '../../../contract/time.ts'
import { whenText } from '../../domain/appointment/when.ts'
import type { OfferOnPage } from '../../operations/offers/read-offer.ts'
import { readable } from '../../operations/referrals/delivery-notices.ts'
import fundsCss from '../funds/funds.css'
import { Field, Summary } from '../people/field.tsx'
import { peoplePage } from '../people/people-page.tsx'
import css from './offer.css'

interface OpenOffer {
  shown: OfferOnPage & { offer: Offer }
  now: number
  /** The path of this page; below it are those of its two answers. */
  path: string
  /** What was typed as the reason of a refusal, and what is wrong with it. */
  refused?: { reason: string; error: string }
}

/** An offer to say yes or no to (D6): what its notice says, and two buttons. Looking at it changes nothing. */
export function offerPage({ shown, now, path, refused }: OpenOffer): Promise<Response> {
  const { broker, partner, zone, offer } = shown
  const price = formatMoney(offer.price)
  const title = 'Do you want this lead?'
  return peoplePage({
    broker,
    title: refused === undefined ? title : `Error: ${title}`,
    status: refused === undefined ? 200 : 422,
    narrow: true,
    moreCss: fundsCss + css,
    children: (
      <>
        <Summary errors={refused === undefined ? {} : { reason: refused.error }} labels={{ reason: 'Reason' }} />
        <h1>{title}</h1>
        <p class="lead">
          {broker} offers it to {partner}. It is yours if you accept it in time; then it comes to you the way your leads
          always do.
        </p>
        <p class="state">
          Accept by <time dateTime={offer.acceptBy}>{readable(shown.acceptBy, zone)}</time>:{' '}
          {left(shown.acceptBy - now)}.
        </p>
        <Facts offer={offer} zone={zone} price={price} />
        <form method="post" action={`${path}/accept`} class="plain">
          <p class="muted">
            Who the person is comes with the lead. The price is set aside already, and nothing is charged before you
            accept.
          </p>
          <button type="submit" class="primary">
            Accept for {price}
          </button>
        </form>
        <form method="post" action={`${path}/decline`} class="plain no" novalidate>
          <h2>Not for you?</h2>
          <Field
            name="reason"
            label="Reason"
            help="A few words for us. The lead goes to somebody else, and you pay nothing."
            value={refused?.reason ?? ''}
            error={refused?.error}
            autocomplete="off"
            maxLength={300}
          />
          <button type="submit" class="quiet">
            Decline
          </button>
        </form>
      </>
    ),
  })
}

const Facts = ({ offer, zone, price }: { offer: Offer; zone: string; price: string }) => (
  <dl class="facts card offer-facts">
    <dt>Price</dt>
    <dd class="amount">{price}, without VAT</dd>
    <dt>Lead type</dt>
    <dd>{offer.leadType.name}</dd>
    <dt>Place</dt>
    <dd>{offer.places.join(', ') || 'not known'}</dd>
    <dt>Received</dt>
    <dd>{readable(Date.parse(offer.receivedAt), zone)}</dd>
    {offer.appointment !== null && <dt>Appointment</dt>}
    {offer.appointment !== null && <dd>{appointmentText(offer.appointment, zone)}</dd>}
    {offer.answers.map(({ name, label, text }) => (
      <Fragment key={name}>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </Fragment>
    ))}
    <dt>Referral</dt>
    <dd>
      <code>{offer.id}</code>
    </dd>
  </dl>
)

function appointmentText({ startsAt, endsAt }: NonNullable<Offer['appointment']>, zone: string): string {
  const start = Date.parse(startsAt)
  return whenText({ startsAt: start, minutes: (Date.parse(endsAt) - start) / minuteMs }, zone)
}

/** `31 minutes left` */
function left(ms: number): string {
  const minutes = Math.floor(ms / minuteMs)
  if (minutes < 1) return 'less than a minute left'
  if (minutes < 120) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`
  return `${Math.round(ms / hourMs)} hours left`
}
