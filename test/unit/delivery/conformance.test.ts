import { describe, expect, it } from 'vitest'
import { formats } from '../../../worker/delivery/formats.ts'
import type { Parcel } from '../../../worker/delivery/parcel.ts'
import { type FormatExample, type Written, write } from '../../support/format-example.ts'
import { aField, aParcel } from '../../support/parcel.ts'

const hostileTexts: Record<string, string> = {
  quotes: `"double" 'single' \`back\` \\slash\\`,
  markup: `<script>alert(1)</script> & &amp; &#39; <![CDATA[x]]> <!-- -->`,
  'an end of the document': `</bdi></td></tr></table></body>"}}`,
  'line breaks': 'one\r\ntwo\rthree\nfour',
  'a header': 'Ada\r\nBcc: everybody@example.com\r\nX-Api-Key: stolen\r\n\r\n<html>',
  'a line of our own': 'x\nPrice: Free\nReference: ref_other',
  'a NUL and other control characters': 'a\u0000b\u0007c\u001bd\u007fe\u0085f',
  emoji: '👩‍👩‍👧‍👦 🏠 🇬🇧',
  'ten thousand characters': 'lang '.repeat(2000),
  'right to left': 'שלום עולם \u202Eabc\u202C مرحبا',
  accents: 'Zoë Łukasiewicz Ñandú ẞ',
  'a template': '{{reference}} <%= reference %> %s %0d%0a',
  'a formula': '=HYPERLINK("https://example.com")',
  'a prototype': '__proto__',
  digits: '007',
}

/** Runs over every format by itself: test/golden/delivery/<id>.ts says what it writes and how to read that back. */
for (const format of formats) {
  const { example }: { example: FormatExample } = await import(`../../golden/delivery/${format.id}.ts`)

  describe(`the format ${format.id} promises that`, () => {
    it('a usual lead is written exactly so', () => {
      expect(write(format, aParcel())).toEqual(example.golden)
    })

    it.each(Object.entries(hostileTexts))('%s come back as they went in', (_what, text) => {
      const parcel = withText(text)
      const written = write(format, parcel)
      const { reference, fields } = example.decode(written, parcel)
      expect(reference).toBe(parcel.reference)
      expect(fields).toMatchObject({ first: example.keeps(text), last: 'after' })
      expect(Object.keys(fields)).toEqual(['first', 'last'])
      expect(linesOf(written)).toEqual([])
    })

    it.each(Object.entries(hostileTexts))('%s in names do no harm', (_what, text) => {
      const parcel = aParcel({
        leadType: { id: 'typ_3', name: text },
        leadGroup: { id: 'grp_1', name: text },
        partner: { id: 'ptn_12', name: text, zone: 'Europe/London' },
      })
      const written = write(format, parcel)
      expect(example.decode(written, parcel).reference).toBe(parcel.reference)
      expect(linesOf(written)).toEqual([])
    })

    it('the same parcel is written the same way twice: a repeat is a repeat', () => {
      expect(write(format, aParcel())).toEqual(write(format, aParcel()))
    })

    it('a lead without any fields is written', () => {
      const parcel = aParcel({ fields: [] })
      expect(example.decode(write(format, parcel), parcel)).toMatchObject({ reference: parcel.reference, fields: {} })
    })

    it('a test lead says so, and a real one does not', () => {
      const texts = [false, true].map((test) => JSON.stringify(write(format, aParcel({ test }))))
      expect(texts[0]).not.toBe(texts[1])
    })

    it('any answer gets a verdict, and its own words never become ours', () => {
      for (const status of [200, 202, 250, 301, 400, 401, 404, 409, 410, 422, 429, 450, 500, 503, 550]) {
        for (const body of [
          '',
          'Ada O’Neill, 020 7946 0018',
          '{"reason":"Ada O’Neill"}',
          '[]',
          'null',
          '{"status":{}}',
        ]) {
          const answer = {
            kind: 'answer',
            status,
            headers: {},
            body,
            truncated: false,
            arrived: true,
            tookMs: 1,
          } as const
          expect(format.read(answer).because ?? '').not.toMatch(/Ada|020/)
        }
      }
    })
  })
}

const withText = (text: string): Parcel =>
  aParcel({
    fields: [
      aField({ name: 'first', label: 'First', value: text }),
      aField({ name: 'last', label: 'Last', value: 'after' }),
    ],
  })

/** Everything that must be one line of visible text and is not: header names and values, a subject. */
function linesOf({ headers, subject }: Written): string[] {
  const lines = [...Object.entries(headers ?? {}).flat(), String(subject ?? '')]
  return lines.filter((line) => /\p{Cc}/u.test(line))
}
