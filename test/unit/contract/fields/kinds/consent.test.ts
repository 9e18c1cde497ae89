import { describe, expect, it } from 'vitest'
import { consent } from '../../../../../contract/fields/kinds/consent.ts'
import { checkLead, fromForm } from '../../../../../contract/fields/lead-schema.ts'
import { messageFor, promiseBadSettings, promiseValues } from '../promise-values.ts'
import { fieldOf } from '../sample-fields.ts'

const given = { granted: true, version: '2026-01' }
const refusedByPerson = { granted: false, version: '2026-01' }

describe('consent', () => {
  promiseValues(fieldOf('consent', { required: true }), {
    accepted: [[given, given]],
    refused: [
      [undefined, 'CONSENT_REQUIRED'],
      [null, 'CONSENT_REQUIRED'],
      ['', 'CONSENT_REQUIRED'],
      [refusedByPerson, 'CONSENT_REQUIRED'],
      [{ granted: true, version: '2025-12' }, 'CONSENT_CHANGED'],
      [{ granted: true }, 'CONSENT_CHANGED'],
      [true, 'WRONG_TYPE'],
      ['yes', 'WRONG_TYPE'],
      [{ granted: 'true', version: '2026-01' }, 'WRONG_TYPE'],
      [{ ...given, by: 'me' }, 'WRONG_TYPE'],
    ],
  })

  describe('that may be withheld', () => {
    promiseValues(fieldOf('consent'), {
      accepted: [
        [given, given],
        [undefined, undefined],
        [refusedByPerson, undefined],
        [{ granted: false }, undefined],
      ],
      refused: [[{ granted: true, version: '2025-12' }, 'CONSENT_CHANGED']],
    })
  })

  promiseBadSettings([
    [fieldOf('consent', { wording: '' }), '/wording'],
    [fieldOf('consent', { wording: 'x'.repeat(1001) }), '/wording'],
    [fieldOf('consent', { version: undefined }), '/version'],
    [fieldOf('consent', { version: 'x'.repeat(41) }), '/version'],
  ])

  it('promises that a page opened before the wording changed gives no consent to the new one', () => {
    const fields = [fieldOf('consent', { version: '2026-02' })]
    expect(checkLead(fields, fromForm(fields, [['it', '2026-01']]))).toMatchObject({
      ok: false,
      errors: [{ code: 'CONSENT_CHANGED' }],
    })
    expect(messageFor(fields[0]!, given)).toBe('The wording is now version 2026-02. Read it again and tick the box.')
  })

  it('promises that the one box carries the version and the wording', () => {
    const field = { ...fieldOf('consent'), kind: 'consent' as const, wording: 'I agree.', version: '2026-01' }
    expect(consent.options?.(field)).toEqual([{ value: '2026-01', label: 'I agree.' }])
    expect(consent.toText({ granted: true, version: '2026-01' }, field)).toBe('Agreed (wording 2026-01)')
  })
})
