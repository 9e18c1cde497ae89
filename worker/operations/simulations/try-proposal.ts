import type { LeadType } from '../../../contract/lead-type.ts'
import type { Partner } from '../../../contract/partner.ts'
import type { PreferencesChanges, PreferencesView } from '../../../contract/preferences.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { Setup } from '../../../contract/setup.ts'
import type { Proposal } from '../../../contract/simulation.ts'
import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { expectNoProblems } from '../config/checks.ts'
import { updateLeadType } from '../lead-types/update-lead-type.ts'
import { updatePartner } from '../partners/update-partner.ts'
import type { LoadedPreferences } from '../preferences/load-preferences.ts'
import { updatePreferences } from '../preferences/update-preferences.ts'
import { createSetup } from '../setups/create-setup.ts'
import { updateSetup } from '../setups/update-setup.ts'

/** The proposed things as they would be. */
export interface Proposed {
  partners: Partner[]
  setups: Setup[]
  newSetups: Setup[]
  leadTypes: LeadType[]
  preferences: PreferencesView
}

/**
 * Makes every proposed change as a dry run of the operation that would make it (C3): what that refuses is refused here,
 * with its place in the body, and nothing is written. Each is tried by itself against the settings of now. Problems:
 * INVALID_BODY with everything that is wrong.
 */
export async function tryProposal(ctx: Ctx, proposal: Proposal, preferences: LoadedPreferences): Promise<Proposed> {
  const problems: FieldProblem[] = [
    ...notSimulated(proposal.preferences, preferences),
    ...twice('partners', proposal.partners),
    ...twice('setups', proposal.setups),
    ...twice('leadTypes', proposal.leadTypes),
  ]
  const tryOne = async <View>(at: string, make: (dry: Ctx) => Promise<View>): Promise<View[]> => {
    const view = await make(dryRunOf(ctx)).catch(asProblem)
    if (!(view instanceof Problem)) return [view]
    problems.push(...(view.code === 'NOT_FOUND' ? notThere(at) : placed(view, at)))
    return []
  }
  const tryEach = async <Change, View>(
    { name, changes, inside }: { name: string; changes: readonly Change[]; inside: string },
    make: (dry: Ctx, change: Change) => Promise<View>,
  ): Promise<View[]> => {
    const views: View[] = []
    for (const [i, change] of changes.entries())
      views.push(...(await tryOne(`/proposal/${name}/${i}${inside}`, (dry) => make(dry, change))))
    return views
  }
  const { partners, setups, newSetups, leadTypes } = proposal
  const inside = '/changes'
  const proposed = {
    partners: await tryEach({ name: 'partners', changes: partners, inside }, (dry, { id, changes }) =>
      updatePartner(dry, id, changes),
    ),
    setups: await tryEach({ name: 'setups', changes: setups, inside }, (dry, { id, changes }) =>
      updateSetup(dry, id, changes),
    ),
    newSetups: await tryEach({ name: 'newSetups', changes: newSetups, inside: '' }, createSetup),
    leadTypes: await tryEach({ name: 'leadTypes', changes: leadTypes, inside }, (dry, { id, changes }) =>
      updateLeadType(dry, id, changes),
    ),
  }
  const [view] = await tryOne('/proposal/preferences', (dry) => updatePreferences(dry, proposal.preferences))
  expectNoProblems(problems)
  return { ...proposed, preferences: view! }
}

const dryRunOf = (ctx: Ctx): Ctx => ({
  ...ctx,
  dryRun: true,
  effects: [],
  idempotency: null,
  startJob: () => {},
  defer: () => {},
})

/** A refusal is an answer here; anything else is a fault. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  throw error
}

/** A refusal with its place in the body: a field's own, or that of the whole change. */
const placed = ({ code, message, errors }: Problem, at: string): FieldProblem[] =>
  errors.length === 0
    ? [{ pointer: at, code, message }]
    : errors.map((error) => ({ ...error, pointer: `${at}${error.pointer}` }))

/** Only a change names by its id what is to be there: `/proposal/partners/2/changes` stands beside that id. */
const notThere = (at: string): FieldProblem[] => [
  { pointer: at.replace(/changes$/, 'id'), code: 'NOT_FOUND', message: 'There is none with this id.' },
]

function twice(name: string, changes: readonly { id: number }[]): FieldProblem[] {
  const ids = changes.map(({ id }) => id)
  return ids.flatMap((id, i) =>
    ids.indexOf(id) === i
      ? []
      : [{ pointer: `/proposal/${name}/${i}/id`, code: 'GIVEN_TWICE', message: 'This is changed once already.' }],
  )
}

/** The preferences that decide about who gets a lead once it is there; the others change nothing here. */
const simulated = ['version', 'allowOwnIntroduction', 'blockUnverifiedFca', 'dedupe']

function notSimulated(changes: PreferencesChanges, { settings }: LoadedPreferences): FieldProblem[] {
  const others = Object.keys(changes).filter((key) => !simulated.includes(key))
  const { dedupe = settings.dedupe } = changes
  if (dedupe.mode !== settings.dedupe.mode) others.push('dedupe/mode')
  if (dedupe.action !== settings.dedupe.action) others.push('dedupe/action')
  const message = 'A simulation routes the leads that came in; this changes nothing about that.'
  return others.map((key) => ({ pointer: `/proposal/preferences/${key}`, code: 'NOT_SIMULATED', message }))
}
