import { describe, expect, it } from 'vitest'
import { problemCodes } from '../../../contract/problem.ts'
import { routes } from '../../../worker/http/routes.ts'

const paramsOf = (path: string) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
const pattern = (path: string) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
const about = routes.map((route) => [`${route.method} ${route.path}`, route] as const)

describe('the declared routes', () => {
  it('promises each method and address once', () => {
    expect(new Set(about.map(([name]) => name)).size).toBe(about.length)
  })

  it.each(about)('promises that no route hides %s', (_name, route) => {
    const address = route.path.replaceAll(/\{\w+\}/g, 'x')
    const first = routes.find(({ path }) => pattern(path).test(address))
    expect(first?.path).toBe(route.path)
  })

  it.each(about)('promises that %s declares exactly the params of its path', (_name, route) => {
    expect(Object.keys(route.params ?? {}).sort()).toEqual(paramsOf(route.path).sort())
  })

  it.each(about)('promises that %s names its callers, its tag and known problems', (_name, route) => {
    expect(route.may.length).toBeGreaterThan(0)
    expect(route.tag).toMatch(/^[A-Z]/)
    expect(route.summary).toMatch(/^[A-Z].*[^.]$/)
    for (const code of route.problems ?? []) expect(problemCodes).toHaveProperty(code)
  })

  it.each(about)('promises that %s leaves dryRun to the framework', (_name, route) => {
    expect(Object.keys(route.query ?? {})).not.toContain('dryRun')
    if (route.method === 'GET') expect(route.body).toBeUndefined()
  })
})
