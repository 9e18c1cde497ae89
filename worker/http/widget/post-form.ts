import { toLeadId } from '../../../contract/id.ts'
import { formChannel } from '../../capture/channels/form.ts'
import { makeCtx } from '../../make-ctx.ts'
import { loadForm } from '../../operations/forms/load-form.ts'
import { submitForm } from '../../operations/forms/submit-form.ts'
import type { PageRoute } from '../page-route.ts'
import { formPage } from './form-page.tsx'
import { messagePage } from './message-page.tsx'
import { openForm } from './open-form.ts'
import { readEntries } from './read-entries.ts'
import { sentBack } from './sent-back.ts'

/** The form as browsers send it without script. What is wrong comes back on the same page, with every answer kept. */
export const postForm: PageRoute = {
  method: 'POST',
  path: '/f/{key}',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const url = new URL(request.url)
    const reload = () => loadForm(ctx, params.key!, { mayUseCache: false })
    const opened = await openForm(ctx, request, params.key!)
    if (opened === null) return messagePage('closed', url)
    if (opened.foreign) return messagePage('foreign', url)
    const { form } = opened
    const entries = await readEntries(request)
    const raw = formChannel.read(entries, form)
    // A hand-made form knows no id and no token: its lead gets an id here, and its sender is asked once more.
    const submission = { ...raw, id: raw.id ?? toLeadId(ctx.newId()), channel: formChannel.channel }
    const submitted = await submitForm(ctx, { form, submission, reload })
    if (submitted.kind === 'taken') return seeThanks(url)
    if (submitted.kind === 'closed') return messagePage(submitted.code === 'NOT_FOUND' ? 'closed' : 'paused', url)
    const now = await reload()
    if (now === null) return messagePage('closed', url)
    if (now.refused !== null) return messagePage('paused', url)
    const page = await sentBack(ctx, { form: now, submission, entries, submitted })
    return formPage({ env: ctx.env, url, status: submitted.kind === 'mend' ? 422 : 409 }, now, page)
  },
}

/** 303, so that reading the page again sends nothing again. */
const seeThanks = ({ pathname, search }: URL): Response =>
  new Response(null, { status: 303, headers: { Location: `${pathname}/thanks${search}` } })
