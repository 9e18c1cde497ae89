import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { expect, it } from 'vitest'

const input = fileURLToPath(new URL('../../../../contract/fields/lead-schema.ts', import.meta.url))

it('promises that a form carries all kinds in 3.5 kB, and nothing of what only the Worker reads', async () => {
  const rolldownOptions = { input, preserveEntrySignatures: 'strict' as const }
  const built = await build({ configFile: false, logLevel: 'error', build: { rolldownOptions, write: false } })
  const { code } = (built as Rolldown.RolldownOutput).output[0]
  expect(code).toContain('INVALID_POSTCODE')
  expect(code, 'a piece of valibot').not.toContain('~run')
  expect(brotliCompressSync(code).length).toBeLessThan(3500)
})
