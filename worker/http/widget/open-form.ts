import type { Ctx } from '../../context.ts'
import { type LoadedForm, loadForm } from '../../operations/forms/load-form.ts'
import { callerOrigin } from './caller-origin.ts'

/**
 * The form behind a key, for taking leads: out of memory where it is there, since the lead's commit checks it again.
 * Nobody is turned away from memory: a website that looks foreign is looked up afresh first.
 */
export async function openForm(
  ctx: Ctx,
  request: Request,
  key: string,
): Promise<{ form: LoadedForm; foreign: boolean } | null> {
  const kept = await loadForm(ctx, key, { mayUseCache: true })
  if (kept !== null && callerOrigin(request, kept) !== 'foreign') return { form: kept, foreign: false }
  const form = await loadForm(ctx, key, { mayUseCache: false })
  return form === null ? null : { form, foreign: callerOrigin(request, form) === 'foreign' }
}
