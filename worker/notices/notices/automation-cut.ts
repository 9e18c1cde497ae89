import type { Notice } from '../notice.ts'

export interface AutomationCut {
  automation: string
  /** `aut_3` */
  automationId: string
  leadId: string
  /** What would have started it. */
  event: string
  /** The automations that led to one another, up to this one: `aut_3 → aut_5 → aut_3`. */
  chain: string
  because: 'LOOP' | 'TOO_DEEP' | 'TOO_OFTEN'
}

/** F61: an automation that goes round in circles was not started once more. */
export const automationCut: Notice<'automation-cut', AutomationCut> = {
  kind: 'automation-cut',
  to: 'broker',
  subject: ({ automation }) => `Not started again: ${automation}`,
  text: ({ automation, automationId, leadId, event, chain, because }) =>
    `${reasons[because]} So it was not started once more.

Automation: ${automation} (${automationId})
Why:        ${because}
Event:      ${event}
Chain:      ${chain}
Lead:       ${leadId}

Everything up to there was done. You get this message at most once a day for each automation; each
time stands in the history of its lead.

What to do: look at the automations in the chain. Give one of them a condition that no longer holds
once it has acted, or switch it off.
`,
  example: {
    automation: 'Won by phone',
    automationId: 'aut_3',
    leadId: 'lead_01a2b3c4-d5e6-7f01-8a9b-0c1d00000000',
    event: 'lead.stage-changed',
    chain: 'aut_3 → aut_5 → aut_3',
    because: 'LOOP',
  },
}

const reasons: Record<AutomationCut['because'], string> = {
  LOOP: 'What this automation does has started it again.',
  TOO_DEEP: 'Automations have started one another more than eight times in a row.',
  TOO_OFTEN: 'This automation has started twenty times within a day for one lead.',
}
