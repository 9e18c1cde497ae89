import { env } from 'cloudflare:test'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import * as automations from '../../../db/schema/automations.ts'
import * as config from '../../../db/schema/config.ts'
import * as records from '../../../db/schema/records.ts'
import { testDb } from '../../support/ctx.ts'
import type { TestEnv } from '../../support/fresh-db.ts'

const tables = Object.values({ ...config, ...records, ...automations }).filter((table) => is(table, SQLiteTable))

const queries = (env as unknown as TestEnv).MIGRATIONS.flatMap((migration) => migration.queries)

describe('the schema that drizzle is told', () => {
  it.each(tables.map((table) => [getTableName(table), table] as const))(
    'promises that %s has the columns of the database',
    async (name, table) => {
      const { results } = await testDb()
        .prepare(`SELECT name, type, "notnull" AS required, pk FROM pragma_table_info('${name}')`)
        .all()
      const real = results.map(({ name, type, required, pk }) => ({
        name,
        type: String(type).toLowerCase(),
        required: required === 1 || pk !== 0,
      }))
      const told = Object.values(getTableColumns(table)).map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        required: column.notNull || column.primary,
      }))
      expect(told).toEqual(real)
    },
  )

  it('promises that no table is missing from it', async () => {
    const { results } = await testDb()
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'd1_%'",
      )
      .all<{ name: string }>()
    expect(
      results
        .map(({ name }) => name)
        .filter((name) => name !== 'setup_places')
        .sort(),
    ).toEqual(
      tables
        .map(getTableName)
        .filter((name) => name !== 'setup_places')
        .sort(),
    )
  })
})

/** Written down by hand, so that none disappears unnoticed when a later migration rebuilds a table. */
const triggers = [
  'automation_change_has_version',
  'breaker_closing_wakes',
  'ended_run_stays',
  'history_in_order',
  'history_is_append_only',
  'history_is_kept',
  'house_partner_stays',
  'lead_closing_cancels_runs',
  'lead_type_change_has_version',
  'lead_type_change_reaches_its_turns',
  'must_hold',
  'partner_change_has_version',
  'partner_change_wakes',
  'preferences_change_has_version',
  'preferences_change_wakes',
  'referral_counts',
  'referral_gives_back',
  'referral_holds_its_price',
  'referral_is_allowed',
  'referral_returned',
  'referral_takes_its_turn',
  'referrals_are_kept',
  'setup_change_has_version',
  'setup_change_reaches_its_turns',
  'setup_joins_looks',
  'template_change_has_version',
  'transfer_continues_the_chain',
  'transfer_gives_credit_back',
  'transfers_are_append_only',
  'transfers_are_kept',
  'turn_changes_its_arm',
  'turn_joins_its_arm',
  'turn_keeps_its_cell',
  'turn_leaves_its_arm',
  'turn_parks',
  'turn_wakes',
  'wake_turns',
]

describe('the triggers after the last migration', () => {
  it('promises that every one of them is there', async () => {
    const { results } = await testDb()
      .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
      .all<{ name: string }>()
    expect(results.map(({ name }) => name)).toEqual(triggers)
  })
})

describe('migrations that run on a remote database too', () => {
  it.each(
    queries
      .filter((query) => /create\s+trigger/i.test(query))
      .map((query) => [/trigger\s+(\w+)/i.exec(query)![1], query] as const),
  )('promises that trigger %s is one line, with BEGIN and END in upper case and no CASE', (_, query) => {
    const text = query.slice(query.search(/CREATE TRIGGER/)).trim()
    expect(text).not.toContain('\n')
    expect(text).toMatch(/ BEGIN .* END;?$/)
    expect(text).not.toMatch(/\bcase\b/i)
  })

  it('promises that every trigger of the files was seen above', () => {
    expect(queries.filter((query) => /create\s+trigger/i.test(query)).length).toBeGreaterThan(20)
  })
})
