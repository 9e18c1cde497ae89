import type { ActionKind, ActionSettings } from '../../../contract/automation.ts'
import type { Field } from '../../../contract/fields/field.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { RunRow } from '../../../db/store/runs.ts'
import type { Ctx } from '../../context.ts'

/** What an automation is saved with, as far as an action may look at it. */
export interface CheckedAutomation {
  /** What its leads may be asked: of its lead type, or of any. */
  fields: readonly Field[]
  /** Where the action's settings stand in the body: `/steps/2/action`. */
  pointer: string
  /** The settings that it had before; what is in use may stay in use. */
  before: readonly ActionSettings[]
}

/** What is wrong with an action's settings, and what must still be so in the commit for the check to be worth anything. */
export interface Checked {
  errors: FieldProblem[]
  guards?: D1PreparedStatement[]
}

/** What an action works on. */
export interface Acting<Settings> {
  settings: Settings
  leadId: string
  run: RunRow
}

/**
 * Something that an automation can do, for good and by itself (F61). One file each in actions/.
 *
 * `run` does it through operations that commit with the `ctx` that it gets: the first commit also ends the step
 * (`ctx.alongside`), so that it is done once, whatever crashes. When it cannot be done it throws a Problem before any
 * commit; the code becomes the step's reason. Whatever else it throws is a fault: the step is tried again.
 */
export interface Action<Kind extends ActionKind = ActionKind> {
  kind: Kind
  check(ctx: Ctx, settings: SettingsOf<Kind>, automation: CheckedAutomation): Promise<Checked>
  run(ctx: Ctx, acting: Acting<SettingsOf<Kind>>): Promise<void>
}

export type SettingsOf<Kind extends ActionKind> = Extract<ActionSettings, { kind: Kind }>
