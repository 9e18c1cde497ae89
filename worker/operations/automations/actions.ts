import type { ActionKind, ActionSettings } from '../../../contract/automation.ts'
import type { Ctx } from '../../context.ts'
import type { Acting, Action, Checked, CheckedAutomation } from './action.ts'
import { emailAction } from './actions/email.ts'
import { referAction } from './actions/refer.ts'
import { setStageAction } from './actions/set-stage.ts'
import { smsAction } from './actions/sms.ts'
import { webhookAction } from './actions/webhook.ts'

/** Everything that an automation can do. test/unit/house.test.ts compares it with the folder. */
export const actions = [referAction, emailAction, setStageAction, smsAction, webhookAction] as const

/** By the kind of their settings: a kind without an action does not compile. */
const byKind: { [Kind in ActionKind]: Action<Kind> } = {
  refer: referAction,
  email: emailAction,
  'set-stage': setStageAction,
  sms: smsAction,
  webhook: webhookAction,
}

/** The action that these settings are for. */
export const actionFor = ({ kind }: ActionSettings): AnyAction => byKind[kind] as AnyAction

/** The settings' kind pairs each with its own action, which TypeScript cannot follow. */
interface AnyAction {
  kind: ActionKind
  check(ctx: Ctx, settings: ActionSettings, automation: CheckedAutomation): Promise<Checked>
  run(ctx: Ctx, acting: Acting<ActionSettings>): Promise<void>
}
