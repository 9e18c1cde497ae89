import { checkLead } from '../../../contract/fields/lead-schema.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { RawLead } from '../../capture/channel.ts'
import type { ChannelName } from '../../capture/channels.ts'
import { actorName, type Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import { captureLead } from '../leads/capture-lead.ts'
import { readToken } from './form-token.ts'
import type { LoadedForm } from './load-form.ts'
import { toPageUrl } from './page-url.ts'

/**
 * What became of a form that was sent. `again` means that nothing is wrong with the answers, but that they should be
 * sent once more: a person presses a button, most machines go away.
 */
export type Submitted =
  | { kind: 'taken'; id: string }
  | { kind: 'mend'; errors: FieldProblem[] }
  | { kind: 'again'; because: 'trapped' | 'early' | 'expired' | 'unknown' | 'id-taken' }
  | { kind: 'closed'; code: 'NOT_FOUND' | 'CAPTURE_DISABLED' | 'GROUP_NOT_ALLOWED' }

/** A lead that came through a form: its channel's, with an id by now. */
export interface Submission extends RawLead {
  id: string
  channel: ChannelName
}

/**
 * Takes in what somebody filled in. No doubt ever costs a lead: a filled trap, a form sent too fast, a token that has
 * run out or is missing, an id that was used before, all end in a question to the person, never in silence. `reload`
 * reads the form once more when its key has changed since it was loaded.
 */
export async function submitForm(
  ctx: Ctx,
  { form, submission, reload }: { form: LoadedForm; submission: Submission; reload: () => Promise<LoadedForm | null> },
): Promise<Submitted> {
  const doubt = await doubtOf(ctx, form, submission)
  if (doubt === null) return capture(ctx, { form, submission, reload })
  if (form.refused !== null) return { kind: 'closed', code: form.refused }
  const checked = checkLead(form.fields, submission.fields)
  return checked.ok ? { kind: 'again', because: doubt } : { kind: 'mend', errors: checked.errors }
}

type Doubt = Extract<Submitted, { kind: 'again' }>['because']

async function doubtOf(
  ctx: Ctx,
  { actor }: LoadedForm,
  { id, form: { token, trap } }: Submission,
): Promise<Doubt | null> {
  if (trap !== '') return 'trapped'
  const state = await readToken(ctx, { keyId: actor.keyId, leadId: id }, token)
  return state === 'good' ? null : state
}

async function capture(
  ctx: Ctx,
  { form, submission, reload }: { form: LoadedForm; submission: Submission; reload?: () => Promise<LoadedForm | null> },
): Promise<Submitted> {
  const { actor } = form
  try {
    const { id } = await captureLead(
      { ...ctx, actor, by: actorName(actor) },
      {
        id: submission.id,
        leadTypeId: actor.leadTypeId,
        introducerId: actor.partnerId,
        channel: submission.channel,
        pageUrl: toPageUrl(submission.pageUrl),
        fields: submission.fields,
      },
    )
    return { kind: 'taken', id }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.code === 'INVALID_BODY') return { kind: 'mend', errors: error.errors }
    if (error.code === 'CAPTURE_DISABLED' || error.code === 'GROUP_NOT_ALLOWED')
      return { kind: 'closed', code: error.code }
    if (error.code === 'ID_TAKEN') return { kind: 'again', because: 'id-taken' }
    if (error.code !== 'NOT_SIGNED_IN') throw error
    const fresh = await reload?.()
    return fresh ? capture(ctx, { form: fresh, submission }) : { kind: 'closed', code: 'NOT_FOUND' }
  }
}
