import { tokenHeader } from '../../../contract/form.ts'
import { parseAll } from '../../../contract/parse.ts'
import { type Submission, submissionSchema } from '../../../contract/submission.ts'
import { widgetChannel } from '../../capture/channels/widget.ts'
import type { Ctx } from '../../context.ts'
import { makeCtx } from '../../make-ctx.ts'
import { renewToken } from '../../operations/forms/form-token.ts'
import { type LoadedForm, loadForm } from '../../operations/forms/load-form.ts'
import { submitForm } from '../../operations/forms/submit-form.ts'
import { Problem } from '../../problem.ts'
import type { PageRoute } from '../page-route.ts'
import { parseJson } from '../parse-json.ts'
import { problemResponse } from '../problem-response.ts'
import { readBytes } from '../read-bytes.ts'
import { withCors } from './cors.ts'
import { openForm } from './open-form.ts'

const bodyLimit = 64 * 1024

/**
 * The form as its script sends it: 201 and the lead's id once it is on record. Repeating it under the same id gets the
 * same answer. SEND_AGAIN comes with a token to send the same answers with once more.
 */
export const postLead: PageRoute = {
  method: 'POST',
  path: '/f/{key}/leads',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const reload = () => loadForm(ctx, params.key!, { mayUseCache: false })
    const opened = await openForm(ctx, request, params.key!)
    if (opened === null) throw new Problem('NOT_FOUND')
    if (opened.foreign) throw new Problem('ORIGIN_NOT_ALLOWED')
    const { form } = opened
    const response = await answer(ctx, { request, form, reload }).catch((error) => refused(error, request, ctx))
    return withCors(response, request, form)
  },
}

async function answer(
  ctx: Ctx,
  { request, form, reload }: { request: Request; form: LoadedForm; reload: () => Promise<LoadedForm | null> },
): Promise<Response> {
  const sent = await readSubmission(request)
  const submission = { ...widgetChannel.read(sent, form), id: sent.id, channel: widgetChannel.channel }
  const submitted = await submitForm(ctx, { form, submission, reload })
  if (submitted.kind === 'taken') return Response.json({ id: submitted.id }, { status: 201 })
  if (submitted.kind === 'mend') throw new Problem('INVALID_BODY', { errors: submitted.errors })
  if (submitted.kind === 'closed') throw new Problem(submitted.code)
  if (submitted.because === 'id-taken') throw new Problem('ID_TAKEN')
  const response = refused(new Problem('SEND_AGAIN'), request, ctx)
  const about = { keyId: form.actor.keyId, leadId: submission.id }
  response.headers.set(tokenHeader, await renewToken(ctx, about))
  return response
}

async function readSubmission(request: Request): Promise<Submission> {
  if (!/^application\/json\b/i.test(request.headers.get('Content-Type') ?? ''))
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send Content-Type: application/json, in UTF-8.' })
  const read = parseAll(submissionSchema, parseJson(await readBytes(request, bodyLimit)))
  if (!read.ok) throw new Problem('INVALID_BODY', { errors: read.errors })
  return read.output
}

/** Here and not at the edge of the Worker, so that a listed website can read what is wrong. */
function refused(error: unknown, { url }: Request, { requestId }: Ctx): Response {
  if (error instanceof Problem) return problemResponse(error, { url, requestId })
  throw error
}
