import { env } from 'cloudflare:test'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import * as automations from '../../../db/schema/automations.ts'
import * as billing from '../../../db/schema/billing.ts'
import * as config from '../../../db/schema/config.ts'
import * as messages from '../../../db/schema/messages.ts'
import * as money from '../../../db/schema/money.ts'
import * as people from '../../../db/schema/people.ts'
import * as records from '../../../db/schema/records.ts'
import { testDb } from '../../support/ctx.ts'
import type { TestEnv } from '../../support/fresh-db.ts'

const tables = Object.values({
  ...config,
  ...billing,
  ...records,
  ...automations,
  ...money,
  ...people,
  ...messages,
}).filter((table) => is(table, SQLiteTable))

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
  'closing_ends_sessions',
  'ended_run_stays',
  'history_in_order',
  'history_is_append_only',
  'history_is_kept',
  'hold_is_spent_once',
  'house_partner_stays',
  'introducer_terms_change_has_version',
  'lead_closing_cancels_runs',
  'lead_type_change_has_version',
  'lead_type_change_reaches_its_turns',
  'lead_type_rerouting_has_version',
  'login_change_has_version',
  'login_takes_its_sessions',
  'logins_are_kept',
  'must_hold',
  'notice_person_change_has_version',
  'notice_wording_change_has_version',
  'offer_is_accepted_first',
  'paid_top_up_stays',
  'partner_change_has_version',
  'partner_change_wakes',
  'preferences_change_has_version',
  'preferences_change_wakes',
  'referral_charges_its_price',
  'referral_counts',
  'referral_gives_back',
  'referral_holds_its_price',
  'referral_is_allowed',
  'referral_moves_on',
  'referral_price_is_frozen',
  'referral_returned',
  'referral_takes_its_turn',
  'referrals_are_kept',
  'refund_is_covered',
  'removed_login_stays',
  'return_moves_on',
  'returns_are_kept',
  'session_needs_its_login',
  'setup_change_has_version',
  'setup_change_reaches_its_turns',
  'setup_joins_looks',
  'statement_keys_are_append_only',
  'statement_keys_are_kept',
  'statements_are_append_only',
  'statements_are_kept',
  'template_change_has_version',
  'throttle_holds',
  'top_up_money_stays',
  'top_ups_are_kept',
  'transfer_continues_the_chain',
  'transfer_gives_credit_back',
  'transfer_runs_low',
  'transfers_are_append_only',
  'transfers_are_kept',
  'turn_changes_its_arm',
  'turn_joins_its_arm',
  'turn_keeps_its_cell',
  'turn_leaves_its_arm',
  'turn_parks',
  'turn_wakes',
  'wake_turns',
  'webhook_begins_to_listen',
  'webhook_change_has_version',
  'webhook_listens_anew',
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
