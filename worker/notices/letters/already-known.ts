import type { Letter } from './letter.ts'

/** F40: somebody signed up with an address that signs in already. Only its owner is told; the page says what it always says. */
export const alreadyKnown = ({ broker, origin }: { broker: string; origin: string }): Letter => ({
  subject: `You have a login with ${broker} already`,
  text: `Somebody, most likely you, has just filled in the sign-up form of ${broker} with this e-mail address.

You can sign in with it already, so no second account was made. Sign in here:
${origin}/sign-in

If it was not you, there is nothing to do: nothing was changed, and nobody was told that you are a
partner here.
`,
})
