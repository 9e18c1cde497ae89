import * as v from 'valibot'
import { hiddenNames } from '../../../../contract/form.ts'
import { codeIdSchema, toCodeId } from '../../../../contract/id.ts'
import type { SignUp } from '../../../../contract/sign-up.ts'
import type { Ctx } from '../../../context.ts'
import { makeCtx } from '../../../make-ctx.ts'
import { readToken } from '../../../operations/forms/form-token.ts'
import { askSignUp } from '../../../operations/sign-up/ask-sign-up.ts'
import { readSignUp } from '../../../operations/sign-up/read-sign-up.ts'
import { type SignUpOffer, signUpOffer } from '../../../operations/sign-up/sign-up-offer.ts'
import { Problem } from '../../../problem.ts'
import { callerAddress } from '../../caller-address.ts'
import type { PageRoute } from '../../page-route.ts'
import { readEntries } from '../../widget/read-entries.ts'
import { isFromOwnPage } from '../own-origin.ts'
import { seeOther } from '../people-page.tsx'
import { type Filled, filledIn } from './filled.ts'
import { pageIdName } from './form.tsx'
import { errorsByField, toRawSignUp } from './read-filled.ts'
import { signUpSentBack, tokenFor } from './sign-up-page.tsx'

/**
 * POST /signup. What is wrong comes back on the same page, all of it at once and with everything as it was typed. A
 * filled trap, a form sent too fast, a token that has run out or is missing are put to the person as "press the button
 * once more".
 */
export const postSignUp: PageRoute = {
  method: 'POST',
  path: '/signup',
  async handle({ request, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const offer = await signUpOffer(ctx)
    const filled = filledIn(await readEntries(request))
    const sent = filled.text(pageIdName)
    const pageId = v.is(codeIdSchema, sent) ? sent : toCodeId(ctx.newId())
    const raw = toRawSignUp(filled, offer.terms)
    const read = readSignUp(raw, offer)
    if (!read.ok)
      return signUpSentBack(ctx, { offer, filled, pageId, status: 422, errors: errorsByField(read.errors, raw) })
    const notice = await doubtOf(ctx, { request, filled, pageId })
    if (notice !== null) return signUpSentBack(ctx, { offer, filled, pageId, status: 409, notice })
    return send(ctx, { request, filled, pageId, offer, signUp: read.signUp })
  },
}

const tooQuick = 'That was quick: please press the button once more.'

const onceMore = 'Please check your answers and press the button once more.'

/** Why a person is asked to press the button once more; null: no doubt. */
async function doubtOf(
  ctx: Ctx,
  { request, filled, pageId }: { request: Request; filled: Filled; pageId: string },
): Promise<string | null> {
  if (filled.text(hiddenNames.trap) !== '' || !isFromOwnPage(request)) return onceMore
  const token = await readToken(ctx, tokenFor(pageId), filled.text(hiddenNames.token))
  if (token === 'early') return tooQuick
  return token === 'good' ? null : onceMore
}

function send(
  ctx: Ctx,
  {
    request,
    filled,
    pageId,
    offer,
    signUp,
  }: { request: Request; filled: Filled; pageId: string; offer: SignUpOffer; signUp: SignUp },
): Promise<Response> {
  const about = { codeId: pageId, signUp, origin: new URL(request.url).origin, caller: callerAddress(request) }
  return askSignUp(ctx, about).then(
    (codeId) => seeOther(`/signup/sent/${codeId}`),
    (error) => {
      if (!(error instanceof Problem) || error.code !== 'RATE_LIMITED') throw error
      const headers = { 'Retry-After': String(error.retryAfter) }
      return signUpSentBack(ctx, { offer, filled, pageId, status: 429, notice: error.message, headers })
    },
  )
}
