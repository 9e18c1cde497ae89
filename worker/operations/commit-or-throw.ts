import { type ProblemCode, problemCodes } from '../../contract/problem.ts'
import { type Change, commit } from '../../db/commit.ts'
import type { Ctx } from '../context.ts'
import { Problem } from '../problem.ts'

/** What the database's refusals mean to a person. Unique keys are named by their columns. */
const problems: Record<string, ProblemCode> = {
  VERSION_CONFLICT: 'VERSION_CONFLICT',
  'UNIQUE lead_groups.name': 'NAME_TAKEN',
  'UNIQUE lead_types.lead_group_id, lead_types.name': 'NAME_TAKEN',
  'UNIQUE setups.partner_id, setups.lead_type_id': 'SETUP_EXISTS',
  "UNIQUE index 'introducer_terms_live'": 'TERMS_EXIST',
  'UNIQUE stages.label': 'NAME_TAKEN',
  'UNIQUE idempotency.key': 'VERSION_CONFLICT',
  'UNIQUE automations.name': 'NAME_TAKEN',
  'UNIQUE templates.kind, templates.name': 'NAME_TAKEN',
  AUTOMATION_CHANGED: 'VERSION_CONFLICT',
  RUN_MOVED: 'VERSION_CONFLICT',
  UNDER_WAY: 'VERSION_CONFLICT',
  'UNIQUE logins.email, logins.partner_id': 'VERSION_CONFLICT',
  'UNIQUE codes.id': 'VERSION_CONFLICT',
  CODE_MOVED: 'VERSION_CONFLICT',
  LOGIN_ENDED: 'VERSION_CONFLICT',
  LAST_LOGIN: 'LAST_LOGIN',
  RATE_LIMITED: 'RATE_LIMITED',
  LEAD_CLOSED: 'LEAD_CLOSED',
  SCOPE_REACHED: 'SCOPE_REACHED',
  NO_CREDIT: 'NO_CREDIT',
}

/** Where in the body that stands which the database refused. */
const pointers: Record<string, string> = {
  'UNIQUE lead_groups.name': '/name',
  'UNIQUE lead_types.lead_group_id, lead_types.name': '/name',
  'UNIQUE stages.label': '/label',
  'UNIQUE automations.name': '/name',
  'UNIQUE templates.kind, templates.name': '/name',
}

/** Commits a change that nothing should refuse but a race or a person's mistake; gives the rows of its reads. */
export async function commitOrThrow(ctx: Ctx, change: Change): Promise<Record<string, unknown>[][]> {
  const committed = await commit(ctx, change)
  if (committed.done) return committed.rows
  const { refused, about } = committed
  const what = refused === 'UNIQUE' ? `UNIQUE ${about}` : refused
  const code = problems[what]
  if (code === undefined) throw new Error(`The database refused a change: ${refused} ${about}`)
  throw code === 'RATE_LIMITED' ? tooOften(Number(about)) : new Problem(code, at(code, pointers[what]))
}

const at = (code: ProblemCode, pointer: string | undefined) =>
  pointer === undefined ? {} : { errors: [{ pointer, code, message: problemCodes[code][1] }] }

/** A throttle says in how many seconds it lets somebody through again (worker/operations/throttle.ts). */
function tooOften(seconds: number): Problem {
  const wait = seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
  return new Problem('RATE_LIMITED', { detail: `Too many tries. Try again in ${wait}.`, retryAfter: seconds })
}
