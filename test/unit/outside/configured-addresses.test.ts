import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../../../worker/http/json-schema.ts'
import { openApi } from '../../../worker/http/openapi.ts'
import { routes } from '../../../worker/http/routes.ts'
import { schemasIn } from '../../support/schema-walk.ts'

/**
 * Every place in which somebody may give an address, and whether the Worker ever calls it. What is called must be
 * refused when it lies inside a network (inside-addresses.test.ts, webhooks' own tests). A new one fails here until
 * somebody has said which it is.
 */
const called = [/\.delivery(\|\d)?\.internet(\|\d)?\.url$/, /^\/v1\/webhooks\S*\.url$/]
const neverCalled = [
  // Kept and shown: where a form stood, what a partner's own site is, where it lives, evidence for a person to open.
  /\.pageUrl$/,
  /\.(website|address)$/,
  /\.links(\[\])?$/,
  // Compared with what a browser says.
  /\.origins(\[\])?$/,
]

/** Addresses that only whoever deploys can set. */
const ofTheDeployment = ['FCA_REGISTER_URL', 'PAYPAL_BASE_URL', 'PUBLIC_URL', 'SMS_URL', 'SMTP_URL']

const api = openApi(routes)

describe('addresses that people configure', () => {
  it('promises that each is known here: called, and then refused inside a network, or never called', () => {
    const found = Object.entries(api.paths).flatMap(([path, methods]) =>
      Object.values(methods).flatMap(({ requestBody }) =>
        addressesIn(requestBody?.content['application/json']?.schema, path),
      ),
    )
    const known = (at: string) => [...called, ...neverCalled].some((pattern) => pattern.test(at))
    expect(found.filter((at) => !known(at))).toEqual([])
    for (const pattern of [...called, ...neverCalled])
      expect(
        found.some((at) => pattern.test(at)),
        String(pattern),
      ).toBe(true)
  })

  it('promises that those of the deployment are these', () => {
    const names = [...readFileSync('worker/env.ts', 'utf8').matchAll(/^ {2}(\w+_URL)\??:/gm)].map((match) => match[1])
    expect(names.sort()).toEqual(ofTheDeployment)
  })
})

/** Everything in a body that is named like an address, however deep. */
function addressesIn(schema: JsonSchema | undefined, at: string, seen: readonly string[] = []): string[] {
  if (schema === undefined) return []
  return [...schemasIn(schema, at)].flatMap(({ schema: inner, at: here }) => {
    const name = inner.$ref?.split('/').at(-1)
    if (name !== undefined && !seen.includes(name))
      return addressesIn(api.components.schemas[name], here, [...seen, name])
    return namedLikeOne.test(here) ? [here] : []
  })
}

const namedLikeOne = /(url|uri|website|origins?(\[\])?|address|endpoint|callback|links?(\[\])?|host)$/i
