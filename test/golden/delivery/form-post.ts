import type { FormatExample } from '../../support/format-example.ts'

export const example: FormatExample = {
  golden: {
    headers: {
      'user-agent': 'Baton',
      'x-api-key': 'k-123',
      'content-type': 'application/x-www-form-urlencoded',
      'idempotency-key': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
      'x-baton-reference': 'ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c',
    },
    body: '_reference=ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c&_leadId=lead_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f00000000&_type=Double+glazing&_group=Home+improvement&_receivedAt=2026-07-22T08%3A14%3A05.000Z&_price=42.50&_currency=GBP&_test=false&firstName=Ada&lastName=O%E2%80%99Neill+%26+Sons&phone=020+7946+0018&email=ada%40example.com&windows=7&rooms=kitchen&rooms=bath&details=Bay+window.%0ABack+door+%3C6+ft%3E.',
  },
  decode({ body }) {
    const sent = [...new URLSearchParams(String(body))]
    const fields = sent.filter(([name]) => !name.startsWith('_'))
    return { reference: new Map(sent).get('_reference') ?? '', fields: Object.fromEntries(fields) }
  },
  keeps: (text) => text,
}
