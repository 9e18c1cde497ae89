import type { LossCause } from '../../../contract/silent-loss.ts'
import type { Notice } from '../notice.ts'

export interface LeadRescued {
  leadId: string
  because: LossCause
}

/** A lead was found that was on its way to nobody (C17). There should never be one. */
export const leadRescued: Notice<'lead-rescued', LeadRescued> = {
  kind: 'lead-rescued',
  to: 'broker',
  subject: () => 'A lead was stuck',
  text: ({ leadId, because }) =>
    `Baton checks every few minutes that each lead it accepted is on its way, waits for somebody, or was
refused for a reason. It found what should never happen, and has set this lead on its way again:

${leadId}
${words[because]} (${because})

What to do: open it and see that it is where it should be. Then please tell whoever runs Baton for
you: the history of the lead shows what came before.
`,
  example: { leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000', because: 'ROUTED_TO_NOBODY' },
}

const words: Record<LossCause, string> = {
  ROUTED_TO_NOBODY: 'routed, but no partner had it',
  HELD_WITHOUT_A_LOOK: 'held, but nothing would have looked at it again',
  REFERRED_WITHOUT_DELIVERY: 'referred, but nothing would have delivered it',
  CLOSED_WITHOUT_REASON: 'closed, but nobody had said why; it waits for a person now',
}
