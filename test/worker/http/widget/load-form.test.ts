import { env } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { Env } from '../../../../worker/env.ts'
import { makeCtx } from '../../../../worker/make-ctx.ts'
import { loadForm } from '../../../../worker/operations/forms/load-form.ts'
import { formKey, seedUsualForms } from '../../../support/form-visitor.ts'
import { meteredDb } from '../../../support/metered-db.ts'
import { db } from '../../../support/seed-access.ts'

const ctxOn = (database: D1Database) =>
  makeCtx(
    { env: { ...(env as unknown as Env), DB: database }, requestId: 'test', waitUntil() {} },
    { actor: { kind: 'anybody' } },
  )

describe('loading a form promises that', () => {
  it('it costs one round trip and one row of each of four tables, and none for a lead within a minute', async () => {
    await seedUsualForms()
    const { db: metered, meter } = meteredDb(db())
    const form = await loadForm(ctxOn(metered), formKey, { mayUseCache: false })
    expect(form?.fields).toHaveLength(7)
    expect([meter.roundTrips, meter.rowsRead]).toEqual([1, 4])
    meter.reset()
    expect(await loadForm(ctxOn(metered), formKey, { mayUseCache: true })).toEqual(form)
    expect(meter.roundTrips).toBe(0)
  })

  it('what is no form key does not reach the database', async () => {
    const { db: metered, meter } = meteredDb(db())
    for (const key of ['', 'pk_short', 'bt_live_x', `pk_${'é'.repeat(32)}`])
      expect(await loadForm(ctxOn(metered), key, { mayUseCache: false })).toBeNull()
    expect(meter.roundTrips).toBe(0)
  })
})
