import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { eligibilityCodes } from '../../../../contract/eligibility.ts'
import { criteria } from '../../../../worker/domain/eligibility/criteria.ts'
import type { Criterion } from '../../../../worker/domain/eligibility/criterion.ts'

const folder = new URL('../../../../worker/domain/eligibility/criteria/', import.meta.url)
const files = readdirSync(folder).sort()

const camelCase = (file: string) => file.replace('.ts', '').replace(/-(.)/g, (_, letter) => letter.toUpperCase())

describe('the criteria: it promises that', () => {
  it('the list has every code of the contract once, in the order of D1', () => {
    expect(criteria.map(({ code }) => code)).toEqual(eligibilityCodes)
  })

  it('the list and the folder have the same criteria, one file each, named after its export', async () => {
    const inFolder = await Promise.all(
      files.map(async (file) => {
        const exported: Record<string, Criterion> = await import(/* @vite-ignore */ new URL(file, folder).href)
        expect(Object.keys(exported), file).toEqual([camelCase(file)])
        return exported[camelCase(file)]!
      }),
    )
    expect(new Set(inFolder)).toEqual(new Set(criteria))
    expect(inFolder).toHaveLength(criteria.length)
  })

  it.each(criteria.map(({ code }, index) => ({ code, rule: `D1.${index + 1}` })))(
    '$code opens with its business rule, $rule',
    ({ code, rule }) => {
      const source = files
        .map((file) => readFileSync(new URL(file, folder), 'utf8'))
        .find((text) => text.includes(`'${code}'`))
      const docstring = /\/\*\*(.*?)\*\/\nexport const \w+: Criterion/s.exec(source ?? '')?.[1]
      expect(docstring).toContain(`${rule}: `)
    },
  )

  it('every title is a sentence of its own', () => {
    const titles = criteria.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  })
})
