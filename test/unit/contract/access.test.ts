import { describe, expect, it } from 'vitest'
import { formatKey, isFormKey, isKey, keyBytes, keyPrefix } from '../../../contract/access.ts'

const random = new Uint8Array(keyBytes).map((_, i) => i * 11)

describe('keys', () => {
  it.each([
    ['admin', true, 'bt_live_'],
    ['partner', false, 'bt_test_'],
    ['form', true, 'pk_'],
    ['form', false, 'pk_'],
  ] as const)('promises an %s key (live: %s) that begins with %s', (kind, live, prefix) => {
    const key = formatKey(kind, { live, random })
    expect(key).toBe(prefix + Buffer.from(random).toString('base64url'))
    expect([isKey(key), isFormKey(key)]).toEqual([true, kind === 'form'])
    expect(keyPrefix(key)).toBe(key.slice(0, 12))
  })

  it('promises all 192 bits in every key', () => {
    expect(formatKey('form', { live: true, random: new Uint8Array(24).fill(255) })).toBe(`pk_${'_'.repeat(32)}`)
    expect(() => formatKey('form', { live: true, random: new Uint8Array(23) })).toThrow('24 random bytes')
  })

  it.each(['', 'pk_', `pk_${'A'.repeat(31)}`, `pk_${'A'.repeat(33)}`, `bt_${'A'.repeat(32)}`, `PK_${'A'.repeat(32)}`])(
    'promises that %j is no key',
    (text) => {
      expect(isKey(text)).toBe(false)
    },
  )
})
