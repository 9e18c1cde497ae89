import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type NoticeToSend, notices, renderNotice } from '../../../worker/notices/notices.ts'

const render = (notice: (typeof notices)[number]) =>
  renderNotice({ kind: notice.kind, data: notice.example } as NoticeToSend)

/**
 * All that any notice may know: the broker's own things, and what the broker wrote to a partner about an appointment
 * (`where`, `note`); of an offer what its partner decides by (`place` is a district at most, `answers` nothing that a person
 * typed). A new name here is a decision about privacy.
 */
const allowedData = [
  'acceptBy',
  'accepted',
  'answers',
  'approved',
  'automation',
  'automationId',
  'balance',
  'because',
  'broker',
  'chain',
  'credited',
  'event',
  'failingSince',
  'failures',
  'fcaNumber',
  'heldFor',
  'host',
  'how',
  'kept',
  'leadId',
  'leadType',
  'leadTypes',
  'link',
  'month',
  'nextTry',
  'note',
  'partner',
  'partnerId',
  'place',
  'price',
  'rate',
  'receipt',
  'receiptUrl',
  'received',
  'reference',
  'refunded',
  'rerouted',
  'returnId',
  'threshold',
  'total',
  'tries',
  'vat',
  'vatRate',
  'webhook',
  'webhookId',
  'when',
  'where',
]

describe('the list of notices promises that', () => {
  it('every file of the folder is in it, under its own name', () => {
    const files = readdirSync(new URL('../../../worker/notices/notices/', import.meta.url))
    expect(notices.map(({ kind }) => `${kind}.ts`).sort()).toEqual(files.sort())
  })
})

describe.each(notices.map((notice) => [notice.kind, notice] as const))(
  'the notice %s promises that',
  (_kind, notice) => {
    it('it reads well: a subject of one line and a text that says what to do', () => {
      const { subject, text } = render(notice)
      expect(subject).toMatch(/^[^\r\n]{10,100}$/)
      expect(text).toMatch(/^What to do: /m)
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\n{3}/)
      expect(text.endsWith('\n')).toBe(true)
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
    })

    it('it knows nothing of the person behind a lead', () => {
      expect(Object.keys(notice.example).filter((name) => !allowedData.includes(name))).toEqual([])
    })

    it('it says every part of what it is told', () => {
      const { subject, text } = render(notice)
      for (const value of Object.values(notice.example)) {
        if (typeof value === 'string') expect(subject + text).toContain(value)
      }
    })
  },
)

describe.each(notices.filter((notice) => 'link' in notice.example))('the notice $kind promises that', (notice) => {
  it('without a link it reads well and says what to do too', () => {
    const { text } = renderNotice({ kind: notice.kind, data: { ...notice.example, link: null } } as NoticeToSend)
    expect(text).toMatch(/^What to do: /m)
    expect(text).not.toMatch(/https?:|undefined|null|\n{3}/)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110)
  })
})

describe('notices promise that', () => {
  it('a redelivery that failed does not speak of another partner', () => {
    const { example } = notices.find(({ kind }) => kind === 'delivery-failed')!
    const { text } = renderNotice({ kind: 'delivery-failed', data: { ...example, rerouted: false } } as NoticeToSend)
    expect(text).toContain('This was a redelivery.')
    expect(text).not.toContain('the next partner that can')
  })
})
