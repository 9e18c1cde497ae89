import * as v from 'valibot'
import { declineSchema } from '../../../contract/offer.ts'
import type { Ctx } from '../../context.ts'
import { makeCtx, type Runtime } from '../../make-ctx.ts'
import { loadBroker } from '../../operations/broker/load-broker.ts'
import { answerOffer, type OfferAnswer } from '../../operations/offers/answer-offer.ts'
import { type OfferLink, readOfferToken } from '../../operations/offers/offer-link.ts'
import { readOffer } from '../../operations/offers/read-offer.ts'
import { Problem } from '../../problem.ts'
import { callerAddress } from '../caller-address.ts'
import { endedPage, messagePage } from '../funds/message-page.tsx'
import type { PageRoute } from '../page-route.ts'
import { seeOther } from '../people/people-page.tsx'
import { filledIn } from '../people/sign-up/filled.ts'
import { readEntries } from '../widget/read-entries.ts'
import { endedOfferPage } from './ended-offer-page.tsx'
import { offerPage } from './offer-page.tsx'

/** Whoever has the link acts as the offer's partner, for this offer alone. */
interface Opened {
  ctx: Ctx
  link: OfferLink
  path: string
}

/** GET /offers/{token}: an offer, or what became of it (D6). It changes nothing: mail programs look at links in advance. */
const showOffer: PageRoute = {
  method: 'GET',
  path: '/offers/{token}',
  async handle({ params, runtime }) {
    const opened = await open(runtime, params.token!)
    return opened === null ? nothingThere(runtime) : show(opened)
  },
}

/** POST …/accept: a yes. Pressed twice, it counts once; the page says how the offer stands then. */
const accept: PageRoute = {
  method: 'POST',
  path: '/offers/{token}/accept',
  async handle({ request, params, runtime }) {
    const opened = await open(runtime, params.token!)
    if (opened === null) return nothingThere(runtime)
    return answer(opened, { answer: { act: 'accept' }, request })
  },
}

/** POST …/decline: a no, with a reason. */
const decline: PageRoute = {
  method: 'POST',
  path: '/offers/{token}/decline',
  async handle({ request, params, runtime }) {
    const opened = await open(runtime, params.token!)
    if (opened === null) return nothingThere(runtime)
    const reason = filledIn(await readEntries(request)).text('reason')
    const read = v.safeParse(declineSchema, { reason })
    if (!read.success) return show(opened, { reason: reason.slice(0, 300), error: read.issues[0].message })
    return answer(opened, { answer: { act: 'decline', ...read.output }, request })
  },
}

async function open(runtime: Runtime, token: string): Promise<Opened | null> {
  const link = await readOfferToken(makeCtx(runtime, { actor: { kind: 'anybody' } }), token)
  if (link === null) return null
  const ctx = makeCtx(runtime, { actor: { kind: 'partner', link: 'offer', partnerId: link.partnerId } })
  return { ctx, link, path: `/offers/${token}` }
}

const nothingThere = async (runtime: Runtime): Promise<Response> =>
  endedPage((await loadBroker(makeCtx(runtime, { actor: { kind: 'anybody' } }))).name)

async function show({ ctx, link, path }: Opened, refused?: { reason: string; error: string }): Promise<Response> {
  const shown = await readOffer(ctx, link)
  if (shown === null) return endedPage((await loadBroker(ctx)).name)
  const { standing, offer } = shown
  if (standing !== 'open') return endedOfferPage(shown, standing)
  return offerPage({ shown: { ...shown, offer: offer! }, now: ctx.now, path, ...(refused && { refused }) })
}

/** On to the page, which is read and not sent again. Whoever was quicker, or the clock, is told there as well. */
const answer = (
  { ctx, link, path }: Opened,
  { answer, request }: { answer: OfferAnswer; request: Request },
): Promise<Response> =>
  answerOffer(ctx, link, { answer, caller: callerAddress(request) }).then(
    () => seeOther(path),
    (error) => {
      if (!(error instanceof Problem)) throw error
      if (error.code === 'RATE_LIMITED') return tooOften(ctx, error)
      if (['NOT_OFFERED', 'OFFER_LAPSED', 'NOT_FOUND'].includes(error.code)) return seeOther(path)
      throw error
    },
  )

async function tooOften(ctx: Ctx, { message, status, retryAfter }: Problem): Promise<Response> {
  const { name } = await loadBroker(ctx)
  const page = await messagePage({ broker: name, title: 'One moment, please', status, children: message })
  page.headers.set('Retry-After', String(retryAfter))
  return page
}

/** An offer by the link of its notice, for partners that use e-mail alone. */
export const offerPages: readonly PageRoute[] = [showOffer, accept, decline]
