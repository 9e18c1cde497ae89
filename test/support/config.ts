import * as v from 'valibot'
import { newKeySchema } from '../../contract/key.ts'
import { newLeadGroupSchema } from '../../contract/lead-group.ts'
import { newLeadTypeSchema } from '../../contract/lead-type.ts'
import { newPartnerSchema } from '../../contract/partner.ts'
import type { FieldProblem } from '../../contract/problem.ts'
import { newSetupSchema } from '../../contract/setup.ts'
import type { Actor, Ctx } from '../../worker/context.ts'
import { setUpBroker } from '../../worker/operations/broker/set-up-broker.ts'
import { createKey } from '../../worker/operations/keys/create-key.ts'
import { createLeadGroup } from '../../worker/operations/lead-groups/create-lead-group.ts'
import { createLeadType } from '../../worker/operations/lead-types/create-lead-type.ts'
import { createPartner } from '../../worker/operations/partners/create-partner.ts'
import { createSetup } from '../../worker/operations/setups/create-setup.ts'
import { Problem } from '../../worker/problem.ts'
import { testDb } from './ctx.ts'

export const admin: Actor = { kind: 'admin', keyId: 901, keyVersion: 1 }
export const asPartner = (partnerId: number): Actor => ({ kind: 'partner', keyId: 902, keyVersion: 1, partnerId })
export const asForm: Actor = { kind: 'form', keyId: 903, keyVersion: 1, partnerId: null, leadTypeId: 1, origins: [] }

/** Everybody who may not touch the broker's configuration. */
export const strangers: Actor[] = [asPartner(1), asForm, { kind: 'anybody' }]

export const postcodeField = { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true }

/** The broker and its house partner (ptn_1), as an empty database gets them. */
export const makeBroker = (ctx: Ctx) =>
  setUpBroker(ctx, {
    name: 'Example Broker',
    zone: 'Europe/London',
    currency: 'GBP',
    notifyEmail: 'office@example.com',
  })

/** Bodies as the API would get them: read by the contract's schemas, so that a test's body is a possible one. */
export const makeGroup = (ctx: Ctx, body: object = {}) =>
  createLeadGroup(ctx, v.parse(newLeadGroupSchema, { name: 'Home', ...body }))

export const makeType = (ctx: Ctx, body: object = {}) =>
  createLeadType(
    ctx,
    v.parse(newLeadTypeSchema, {
      leadGroupId: 'grp_1',
      name: 'Boilers',
      fields: [postcodeField],
      referralMethod: 'immediate',
      defaultPrice: gbp(1000),
      ...body,
    }),
  )

export const makePartner = (ctx: Ctx, body: object = {}) =>
  createPartner(ctx, v.parse(newPartnerSchema, { name: 'Example Boilers', ...body }))

/** A setup for all areas, unless the body says where. */
export const makeSetup = (ctx: Ctx, body: object = {}) =>
  createSetup(
    ctx,
    v.parse(newSetupSchema, {
      partnerId: 'ptn_2',
      leadTypeId: 'typ_1',
      ...('places' in body ? {} : { allAreas: true }),
      ...body,
    }),
  )

export const makeKey = (ctx: Ctx, body: object = {}) =>
  createKey(ctx, v.parse(newKeySchema, { kind: 'admin', name: 'A key', ...body }))

export const gbp = (amount: number) => ({ amount, currency: 'GBP' })

/** Why a request is refused: its code and its bad fields. Fails when it is not. */
export async function refusal(work: Promise<unknown>): Promise<{ code: string; errors: string[]; detail?: string }> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const errors = error.errors.map(({ pointer, code }: FieldProblem) => `${pointer} ${code}`)
    return { code: error.code, errors, ...(error.detail !== undefined && { detail: error.detail }) }
  }
  throw new Error('It was not refused.')
}

/** The history of a thing: what happened, and what was kept of it. */
export async function historyOf(
  id: string,
): Promise<{ version: number; event: string; actor: string; data: unknown }[]> {
  const { results } = await testDb()
    .prepare('SELECT version, event, actor, data FROM history WHERE id = ? ORDER BY version')
    .bind(id)
    .all<{ version: number; event: string; actor: string; data: string | null }>()
  return results.map((row) => ({ ...row, data: row.data === null ? null : JSON.parse(row.data) }))
}

export const rows = async <Row = Record<string, unknown>>(sql: string, ...params: unknown[]): Promise<Row[]> =>
  (
    await testDb()
      .prepare(sql)
      .bind(...params)
      .all<Row>()
  ).results
