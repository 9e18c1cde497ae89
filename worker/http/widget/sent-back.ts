import type { FormPage } from '../../../contract/form.ts'
import { toLeadId } from '../../../contract/id.ts'
import type { FieldProblem } from '../../../contract/problem.ts'
import type { Entries } from '../../capture/channels/form.ts'
import type { Ctx } from '../../context.ts'
import { renewToken } from '../../operations/forms/form-token.ts'
import type { LoadedForm } from '../../operations/forms/load-form.ts'
import type { Submission, Submitted } from '../../operations/forms/submit-form.ts'
import { newPage } from './new-page.ts'

/** A form that its sender must look at once more: what is wrong with it, and every answer as it was typed. */
export async function sentBack(
  ctx: Ctx,
  {
    form,
    submission,
    entries,
    submitted,
  }: { form: LoadedForm; submission: Submission; entries: Entries; submitted: Mending },
): Promise<FormPage> {
  const problems = submitted.kind === 'mend' ? submitted.errors : []
  const errors = byField(form, problems)
  const id = keepsId(submitted) ? submission.id : toLeadId(ctx.newId())
  return {
    ...(await newPage(ctx, form)),
    id,
    token: await renewToken(ctx, { keyId: form.actor.keyId, leadId: id }),
    pageUrl: submission.pageUrl,
    values: textsOf(entries),
    errors,
    summary: errors,
    notice: noticeOf(submitted, errors),
  }
}

type Mending = Extract<Submitted, { kind: 'mend' | 'again' }>

const byField = ({ fields }: LoadedForm, problems: FieldProblem[]): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap(({ name }) => {
      const found = problems.find(({ pointer }) => pointer === `/fields/${name}`)
      return found === undefined ? [] : [[name, found.message]]
    }),
  )

/** The same answers keep their id, so that sending them twice makes one lead; other answers are another lead. */
const keepsId = (submitted: Mending): boolean =>
  submitted.kind === 'mend'
    ? submitted.errors.every(({ pointer }) => pointer !== '/id')
    : submitted.because !== 'id-taken'

function textsOf(entries: Entries): Record<string, string[]> {
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const grouped = Map.groupBy(texts, ([name]) => name)
  return Object.fromEntries([...grouped].map(([name, pairs]) => [name, pairs.map(([, text]) => text)]))
}

function noticeOf(submitted: Mending, errors: Record<string, string>): string {
  if (submitted.kind === 'again') return again[submitted.because]
  const isShown = Object.keys(errors).length > 0
  return isShown ? '' : 'This form has changed meanwhile. Please check your answers and send it again.'
}

const onceMore = 'Please check your answers and press the button once more.'

const again = {
  trapped: onceMore,
  early: onceMore,
  unknown: onceMore,
  expired: 'This page was open for a long time. Please press the button once more.',
  'id-taken': 'You have sent this form already. Press the button once more to send these answers as a new request.',
} as const
