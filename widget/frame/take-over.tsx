import { hydrate, render } from 'preact'
import { type DrawnView, type FormView, hiddenNames } from '../../contract/form.ts'
import { answerTo, errorOf } from './answers.ts'
import { Body } from './body.tsx'
import { pageUrl, tell } from './host.ts'
import { submit } from './submit.ts'

/** Goes on with the form that the Worker drew. Without script the same form works as a plain POST. */
export function takeOver(form: HTMLFormElement, drawn: DrawnView): void {
  const body = form.querySelector('.body')!
  // What is in the inputs is theirs: the Worker put it there, or the visitor did while this script was on its way.
  let view: FormView = { ...drawn, values: {}, summary: drawn.errors, progress: 'open' }
  let tryAgain = () => {}

  hydrate(<Body {...view} />, body)
  form.noValidate = true
  form.addEventListener('submit', onSubmit)
  form.addEventListener('input', onAnswer)
  form.addEventListener('change', onAnswer)
  form.addEventListener('click', onClick)
  addEventListener('beforeunload', askToStay)
  if (pageUrl) form[hiddenNames.pageUrl].value = pageUrl
  focus('#summary')

  function draw(change: Partial<FormView>): void {
    view = { ...view, ...change }
    render(<Body {...view} />, body)
  }

  function onSubmit(event: SubmitEvent): void {
    event.preventDefault()
    if (view.progress === 'open') start()
    else tryAgain()
  }

  function start(): void {
    const errors = Object.fromEntries(view.fields.map((field) => [field.name, errorOf(form, field)]))
    draw({ errors, summary: errors, notice: '' })
    if (Object.values(errors).some(Boolean)) focus('#summary')
    else send()
  }

  async function send(): Promise<void> {
    const submission = {
      id: form[hiddenNames.id].value,
      token: form[hiddenNames.token].value,
      pageUrl: form[hiddenNames.pageUrl].value,
      trap: form[hiddenNames.trap].value,
      fields: Object.fromEntries(view.fields.map((field) => [field.name, answerTo(form, field)])),
    }
    draw({ progress: 'sending' })
    const isTaken = await submit(submission, (again) => {
      draw({ progress: 'waiting', notice: 'We cannot be reached. Your answers are safe, and we go on trying.' })
      tryAgain = () => {
        draw({ progress: 'sending', notice: 'Trying again…' })
        again()
      }
    })
    draw({ progress: 'open', notice: '' })
    if (isTaken) thank()
    else HTMLFormElement.prototype.submit.call(form)
  }

  function thank(): void {
    form.replaceWith(document.querySelector('template')!.content)
    focus('#thanks')
    tell({ baton: 'sent' })
  }

  /** Closing the page now would lose what is on its way. */
  function askToStay(event: Event): void {
    if (view.progress !== 'open') event.preventDefault()
  }

  /**
   * What was typed is looked at when its field is left: nobody is told that it is wrong while they are at it, or that
   * it is empty before they have been there. Boxes wait, the next one may be about to be ticked. What is wrong goes as
   * soon as it is mended.
   */
  function onAnswer({ type, target }: Event): void {
    const { name, type: control } = target as HTMLInputElement
    if (!view.errors[name] && (type === 'input' || control === 'checkbox')) return
    for (const field of view.fields)
      if (field.name === name) draw({ errors: { ...view.errors, [name]: errorOf(form, field) } })
  }
}

/** A link of the summary brings its input into focus, not into the address. */
function onClick(event: Event): void {
  const { hash } = event.target as HTMLAnchorElement
  if (!hash) return
  event.preventDefault()
  focus(hash)
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}
