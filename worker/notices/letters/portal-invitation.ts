import type { Letter, LetterAbout } from './letter.ts'

/** F57: a person is invited to act for a partner. */
export const portalInvitation = ({
  broker,
  digits,
  link,
  name,
  partner,
}: LetterAbout & { name: string; partner: string }): Letter => ({
  subject: `${broker} invites you to its partner portal`,
  text: `Hello ${name},

you have been invited to sign in to ${broker} for ${partner}. You need no password: to sign in you are
sent a code to this e-mail address.

To accept, open this link and press the button there:
${link}

Or, where you are asked for a code, enter ${digits}.

The invitation works once, within seven days. Later, ask whoever invited you to send it again.

If you do not know ${partner} or ${broker}, ignore this message: nothing happens.
`,
})
