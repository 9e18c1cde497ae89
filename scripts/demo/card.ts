import { paint } from '../say.ts'

/** Everything a person needs to know once it runs. */
export interface CardFacts {
  worker: string
  /** null when the database is somebody else's broker: then nothing of the demo is there. */
  demo: { page: string; hostedForm: string; buyer: string; paypal: string } | null
  adminKey: string
  readyMs: number
}

/** The one card that `npm start` ends with. */
export function card(facts: CardFacts): string {
  const lines = cardLines(facts)
  const nameWidth = Math.max(...lines.map(([name]) => name.length))
  const valueWidth = Math.max(...lines.map(([, value]) => value.length))
  const rule = paint('dim', `  ${'─'.repeat(nameWidth + 3 + valueWidth)}`)
  const rows = lines.map(([name, value]) => `  ${name.padEnd(nameWidth)}   ${paint('bold', value)}`)
  const ready = `Baton is ready (${(facts.readyMs / 1000).toFixed(1)} s).`
  const hint = facts.demo === null ? '' : ' Send the form on this page and watch this terminal.'
  const end = paint('dim', '  Ctrl-C stops everything and keeps the data. npm run reset starts over.')
  return ['', `  ${ready}${hint}`, rule, ...rows, rule, end, ''].join('\n')
}

/** Names and values, in order. */
export const cardLines = ({ worker, demo, adminKey }: CardFacts): (readonly [name: string, value: string])[] => [
  ...(demo === null
    ? []
    : ([
        ['Open this page', demo.page],
        ['Hosted form', demo.hostedForm],
        ['Demo buyers', demo.buyer],
        ['Sign up', `${worker}/signup`],
        ['PayPal, a double', demo.paypal],
      ] as const)),
  ['Mailbox', `${worker}/mailbox`],
  ['API reference', `${worker}/docs`],
  ['Admin key', adminKey],
]
