import { toCodeId } from '../../../../contract/id.ts'
import type { Ctx } from '../../../context.ts'
import { issueToken, renewToken } from '../../../operations/forms/form-token.ts'
import type { SignUpOffer } from '../../../operations/sign-up/sign-up-offer.ts'
import { peoplePage } from '../people-page.tsx'
import { type Filled, untouched } from './filled.ts'
import { SignUp } from './form.tsx'

/** What a token of this form is bound to, in place of a form key and a lead. */
export const tokenFor = (pageId: string) => ({ keyId: 0, leadId: `sign-up ${pageId}` })

/** The form as it is first shown, with an id of its own for the sign-up that it may become. */
export async function newSignUpPage(ctx: Ctx, offer: SignUpOffer): Promise<Response> {
  const pageId = toCodeId(ctx.newId())
  const token = await issueToken(ctx, tokenFor(pageId))
  const form = <SignUp {...{ offer, pageId, token }} filled={untouched} errors={{}} notice="" />
  return peoplePage({ broker: offer.broker.name, title: 'Sign up', children: form })
}

interface SentBack {
  offer: SignUpOffer
  filled: Filled
  pageId: string
  status: number
  errors?: Record<string, string>
  notice?: string
  headers?: Record<string, string>
}

/** The form once more, with everything as it was typed and what there is to say about it. */
export async function signUpSentBack(
  ctx: Ctx,
  { offer, filled, pageId, status, errors = {}, notice = '', headers = {} }: SentBack,
): Promise<Response> {
  const token = await renewToken(ctx, tokenFor(pageId))
  const title = Object.keys(errors).length > 0 ? 'Error: Sign up' : 'Sign up'
  const form = <SignUp {...{ offer, filled, errors, notice, pageId, token }} />
  return peoplePage({ broker: offer.broker.name, title, status, headers, children: form })
}
