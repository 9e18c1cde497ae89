import type { Letter, LetterAbout } from './letter.ts'

/** F40: somebody signed up with this address and confirms that it is theirs. */
export const signUpConfirmation = ({ broker, digits, link }: LetterAbout): Letter => ({
  subject: `Confirm your e-mail address for ${broker}`,
  text: `Thank you for signing up with ${broker}. One step is left: confirm that this e-mail address is yours.

Open this link and press the button there:
${link}

Or enter this code on the page where you signed up:  ${digits}

Either works once, within 24 hours. If you did not sign up, ignore this message: nothing is kept.
`,
})
