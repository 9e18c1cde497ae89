import { allFields } from '../../../contract/fields/field-list.ts'
import { formatId } from '../../../contract/id.ts'
import type { CopiedSettings, CopySettings, LeadType, SettingsCopied } from '../../../contract/lead-type.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import { findLeadGroup, groupMustBe, type LeadGroupRow } from '../../../db/store/lead-groups.ts'
import {
  findLeadType,
  findLeadTypes,
  type LeadTypeRow,
  leadTypeMustBe,
  updateLeadType,
} from '../../../db/store/lead-types.ts'
import type { Ctx } from '../../context.ts'
import { requireAdmin } from '../access/require-admin.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { commitOrThrow } from '../commit-or-throw.ts'
import { changedFields } from '../config/changed-fields.ts'
import { expectNoProblems, found } from '../config/checks.ts'
import { loadPreferences } from '../preferences/load-preferences.ts'
import { retryOnRace } from '../retry-on-race.ts'
import { consentWarnings } from './consent-warnings.ts'
import { toLeadType } from './lead-type-view.ts'
import { methodProblems } from './method-problems.ts'
import { priceWarnings } from './price-warnings.ts'

/**
 * Copies settings of one lead type to others (F23), all of them in one commit and each with its own history: either
 * every target gets them or none does. A target that cannot have them is named by its pointer. One that has them already
 * stays as it is.
 */
export async function copySettings(ctx: Ctx, leadTypeId: number, wanted: CopySettings): Promise<SettingsCopied> {
  requireAdmin(ctx.actor)
  return retryOnRace(async () => {
    const { source, targets, currency, preferences } = await load(ctx, leadTypeId, wanted)
    expectNoProblems(wanted.to.flatMap((id, index) => targetProblems(source, { id, index, wanted, targets })))

    const copies = await Promise.all(
      targets.map(async ({ type, group }) => {
        const after = { ...type, ...picked(source, wanted), version: type.version + 1 }
        const views = [type, after].map((row) => toLeadType(row, currency, preferences)) as [LeadType, LeadType]
        const { warnings: _, ...changed } = changedFields(...views)
        const inVain = consentWarnings(after.requireConsent, allFields(group, after))
        const warnings = [...inVain, ...(await priceWarnings(ctx, { before: type, after, currency }))]
        return { group, after, view: views[1], changed, warnings }
      }),
    )
    const changes = copies.filter(({ changed }) => Object.keys(changed).length > 0)
    const answer = { items: copies.map(copied) }
    await commitOrThrow(ctx, {
      history: changes.map(({ view: { id, version }, changed }) => ({
        id,
        version,
        event: 'changed',
        data: { changed, copiedFrom: formatId('leadType', leadTypeId) },
      })),
      write: [
        leadTypeMustBe(ctx.db, source),
        ...changes.flatMap(({ group, after }) => [groupMustBe(ctx.db, group), updateLeadType(ctx.db, after)]),
      ],
      answer,
    })
    return answer
  })
}

interface Target {
  type: LeadTypeRow
  group: LeadGroupRow
}

async function load(ctx: Ctx, leadTypeId: number, { to }: CopySettings) {
  const [source, types, { currency }, { settings: preferences }] = await Promise.all([
    findLeadType(ctx.db, leadTypeId),
    findLeadTypes(ctx.db, to),
    loadBroker(ctx),
    loadPreferences(ctx),
  ])
  const groupIds = [...new Set(types.map(({ leadGroupId }) => leadGroupId))]
  const groups = await Promise.all(groupIds.map((id) => findLeadGroup(ctx.db, id)))
  const targets = types.map(
    (type): Target => ({ type, group: groups.find((group) => group?.id === type.leadGroupId)! }),
  )
  return { source: found(source), targets, currency, preferences }
}

/** The settings that are to be copied, as the source has them. */
const picked = (source: LeadTypeRow, { settings }: CopySettings): Partial<LeadTypeRow> =>
  Object.fromEntries(settings.map((name) => [name, source[name]]))

/** Why one target cannot have them; the pointer is its place in `to`. */
function targetProblems(
  source: LeadTypeRow,
  { id, index, wanted, targets }: { id: number; index: number; wanted: CopySettings; targets: readonly Target[] },
): FieldProblem[] {
  const pointer = `/to/${index}`
  const target = targets.find(({ type }) => type.id === id)
  if (target === undefined) return [{ pointer, code: 'NOT_FOUND', message: 'There is no such lead type.' }]
  if (id === source.id) return [{ pointer, code: 'SAME', message: 'A lead type has its own settings already.' }]
  if (wanted.to.indexOf(id) < index) return [{ pointer, code: 'DUPLICATE', message: 'This lead type is given twice.' }]
  if (target.type.archivedAt !== null) return [{ pointer, code: 'ARCHIVED', message: 'This lead type is archived.' }]
  const { referralMethod } = { ...target.type, ...picked(source, wanted) }
  return methodProblems(referralMethod, allFields(target.group, target.type)).map((problem) => ({
    ...problem,
    pointer,
  }))
}

const copied = ({
  view: { id, name, version, warnings: standing },
  changed,
  warnings,
}: {
  view: LeadType
  changed: object
  warnings: LeadType['warnings']
}): CopiedSettings => {
  const names = Object.keys(changed) as CopiedSettings['changed']
  return {
    leadTypeId: id,
    name,
    version: names.length === 0 ? version - 1 : version,
    changed: names,
    warnings: [...standing, ...warnings],
  }
}
