import { expect, it } from 'vitest'
import { leadAt } from '../../../../worker/domain/replay/lead-then.ts'

const entries = [
  { version: 1, at: 100, event: 'lead.captured', data: { location: 'pending' } },
  { version: 2, at: 200, event: 'lead.referred', data: { partner: 'ptn_2' } },
  {
    version: 3,
    at: 300,
    event: 'lead.contact-copied',
    data: { changed: { phone: ['020 7946 0001', '020 7946 0002'], town: [null, 'Leeds'] } },
  },
  { version: 4, at: 400, event: 'lead.waiting', data: { location: 'pending' } },
  { version: 5, at: 500, event: 'lead.stage', data: { location: 'closed', closedBecause: 'LOST' } },
]
const now = {
  location: 'closed',
  closedBecause: 'LOST',
  values: { phone: '020 7946 0002', town: 'Leeds', name: 'Ada' },
}
const before = { phone: '020 7946 0001', name: 'Ada' }

it.each([
  [99, null],
  [100, { location: 'pending', closedBecause: null, values: before }],
  [250, { location: 'routed', closedBecause: null, values: before }],
  [300, { location: 'routed', closedBecause: null, values: now.values }],
  [499, { location: 'pending', closedBecause: null, values: now.values }],
  [500, now],
])('promises a lead at %i as it was then', (at, lead) => {
  expect(leadAt(now, entries, at)).toEqual(lead)
})
