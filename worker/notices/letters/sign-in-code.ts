import type { Letter, LetterAbout } from './letter.ts'

/** The code for somebody who signs in. The subject has no code: it shows on locked screens. */
export const signInCode = ({ broker, digits, link }: LetterAbout): Letter => ({
  subject: `Your sign-in code for ${broker}`,
  text: `Somebody, most likely you, wants to sign in to ${broker} with this e-mail address.

Your code:  ${digits}

Or open this link and press the button there:
${link}

Either works once, within 15 minutes. Nobody from ${broker} will ever ask you for a code.

If it was not you, there is nothing to do: without the code nobody gets in.
`,
})
