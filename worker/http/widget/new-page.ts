import type { FormPage } from '../../../contract/form.ts'
import { toLeadId } from '../../../contract/id.ts'
import type { Ctx } from '../../context.ts'
import { issueToken } from '../../operations/forms/form-token.ts'
import type { LoadedForm } from '../../operations/forms/load-form.ts'

/** A form that nobody has touched yet, with an id of its own for the lead that it may become. */
export async function newPage(ctx: Ctx, { actor, settings, fields }: LoadedForm): Promise<FormPage> {
  const { title, intro, submitLabel, thanks } = settings
  const id = toLeadId(ctx.newId())
  return {
    title,
    intro,
    submitLabel,
    thanks,
    fields,
    id,
    token: await issueToken(ctx, { keyId: actor.keyId, leadId: id }),
    pageUrl: '',
    values: {},
    errors: {},
    summary: {},
    notice: '',
    progress: 'open',
  }
}
