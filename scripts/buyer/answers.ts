/** What a partner's server may answer to a lead; the first word of the address chooses. `body` is written by dialects.ts. */
export interface BuyerAnswer {
  status: number
  afterMs: number
  body: Record<string, string>
}

const reject = (): BuyerAnswer => ({
  status: 200,
  afterMs: 0,
  body: { status: 'rejected', reason: 'Our fitters are booked out.' },
})

export const answers = {
  accept: {
    title: 'takes the lead',
    of: (id: string): BuyerAnswer => ({ status: 200, afterMs: 0, body: { status: 'accepted', id } }),
  },
  reject: {
    title: 'does not want it: the money is released and the lead goes to the next partner',
    of: reject,
  },
  choosy: {
    title: 'takes one lead and does not want the next, and so on',
    of: reject,
  },
  duplicate: {
    title: 'has the person already: the same, for another reason',
    of: (): BuyerAnswer => ({ status: 409, afterMs: 0, body: { status: 'duplicate' } }),
  },
  slow: {
    title: 'takes the lead after four seconds',
    of: (id: string): BuyerAnswer => ({ status: 200, afterMs: 4000, body: { status: 'accepted', id } }),
  },
  silent: {
    title: 'answers after half a minute, too late: nobody knows whether it has the lead, so it waits',
    of: (id: string): BuyerAnswer => ({ status: 200, afterMs: 30_000, body: { status: 'accepted', id } }),
  },
  error: {
    title: 'fails with 500: tried again after 5 seconds, 5 minutes, half an hour …',
    of: (): BuyerAnswer => ({ status: 500, afterMs: 0, body: { error: 'Our database is down.' } }),
  },
  gone: {
    title: 'is gone for good (410): delivery to it stops until somebody mends the address',
    of: (): BuyerAnswer => ({ status: 410, afterMs: 0, body: {} }),
  },
} as const

export type AnswerName = keyof typeof answers

export const isAnswerName = (text: string): text is AnswerName => Object.hasOwn(answers, text)
