import type { FormatExample } from '../../support/format-example.ts'

export const example: FormatExample = {
  golden: {
    headers: {
      'user-agent': 'Baton',
      'x-api-key': 'k-123',
      'content-type': 'application/json',
      'idempotency-key': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
      'x-baton-reference': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    },
    body: '{"reference":"ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c","leadId":"lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000","type":{"id":"typ_3","name":"Double glazing"},"group":{"id":"grp_1","name":"Home improvement"},"receivedAt":"2026-07-22T08:14:05.000Z","appointment":null,"price":{"amount":4250,"currency":"GBP"},"test":false,"fields":{"firstName":"Ada","lastName":"O’Neill & Sons","phone":"020 7946 0018","email":"ada@example.com","windows":7,"rooms":["kitchen","bath"],"details":"Bay window.\\nBack door <6 ft>."}}',
  },
  decode: ({ body }) => JSON.parse(String(body)),
  keeps: (text) => text,
}
