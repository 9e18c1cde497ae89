import type { OfferStanding } from '../../domain/delivery/offer-standing.ts'
import type { OfferOnPage } from '../../operations/offers/read-offer.ts'
import { readable } from '../../operations/referrals/delivery-notices.ts'
import fundsCss from '../funds/funds.css'
import { peoplePage } from '../people/people-page.tsx'

type Ended = Exclude<OfferStanding, 'open'>

/** What became of an offer that nobody can answer any more. Nothing of the lead but its type, whoever has it now. */
export function endedOfferPage(shown: OfferOnPage, standing: Ended): Promise<Response> {
  const { title, tone, text } = words[standing]
  return peoplePage({
    broker: shown.broker,
    title,
    narrow: true,
    moreCss: fundsCss,
    children: (
      <>
        <h1>{title}</h1>
        <p class={`state ${tone}`} role="status">
          {text(shown)}
        </p>
        <p class="muted">
          It was offered to {shown.partner}: {shown.leadType}, to be accepted by {readable(shown.acceptBy, shown.zone)}.
        </p>
      </>
    ),
  })
}

const words: Record<Ended, { title: string; tone: string; text: (shown: OfferOnPage) => string }> = {
  accepted: {
    title: 'You have accepted this lead',
    tone: 'good',
    text: ({ comesBy }) =>
      `It is yours. ${arrivals[comesBy ?? 'none']} Who the person is stands there, and not on this page.`,
  },
  declined: {
    title: 'You have declined this lead',
    tone: '',
    text: () => 'You pay nothing for it; what was set aside for its price is yours again.',
  },
  lapsed: {
    title: 'This offer has ended',
    tone: '',
    text: () =>
      'Nobody accepted it in time, so the lead goes to somebody else. You pay nothing for it; what was set aside for its price is yours again.',
  },
  'taken-back': {
    title: 'This lead was taken back',
    tone: '',
    text: ({ broker }) => `It is not offered to you any more. ${broker} can tell you why.`,
  },
}

const arrivals = {
  email: 'It comes by e-mail, to the addresses that your leads go to.',
  internet: 'It comes to your system, as all your leads do.',
  none: 'It comes to you the way your leads always do.',
}
