import type { LossCause } from '../../../contract/silent-loss.ts'
import type { Notice } from '../notice.ts'

export interface LeadsRescued {
  leads: { leadId: string; because: LossCause }[]
}

/** Leads were found that were on their way to nobody (C17). There should never be one. */
export const leadsRescued: Notice<'leads-rescued', LeadsRescued> = {
  kind: 'leads-rescued',
  to: 'broker',
  subject: ({ leads }) => (leads.length === 1 ? 'A lead was stuck' : `${leads.length} leads were stuck`),
  text: ({ leads }) =>
    `Baton checks every few minutes that each lead it accepted is on its way, waits for somebody, or was
refused for a reason. It found what should never happen, and has set these leads on their way again:

${leads.map(({ leadId, because }) => `${leadId}  ${words[because]}`).join('\n')}

What to do: open them and see that they are where they should be. Then please tell whoever runs Baton
for you: the history of these leads shows what came before.
`,
  example: { leads: [{ leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000', because: 'ROUTED_TO_NOBODY' }] },
}

const words: Record<LossCause, string> = {
  ROUTED_TO_NOBODY: 'routed, but no partner had it',
  HELD_WITHOUT_A_LOOK: 'held, but nothing would have looked at it again',
  REFERRED_WITHOUT_DELIVERY: 'referred, but nothing would have delivered it',
  CLOSED_WITHOUT_REASON: 'closed, but nobody had said why; it waits for a person now',
}
