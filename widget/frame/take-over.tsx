import { hydrate, render } from 'preact'
import { type FormView, hiddenNames } from '../../contract/form.ts'
import { answerTo, errorOf, isAnswered } from './answers.ts'
import { Form } from './form.tsx'
import { pageUrl, tell, tellHeight } from './host.ts'
import { submit } from './submit.ts'

/** Goes on with the form that the Worker drew. Without script the same form works as a plain POST. */
export function takeOver(given: Omit<FormView, 'values'>): void {
  const root = document.querySelector('main')!
  const form = document.querySelector('form')!
  const events = { onSubmit, onInput, onFocusOut, onClick }
  // What is in the inputs is theirs: the Worker put it there, or the visitor did while this script was on its way.
  let view: FormView = { ...given, values: {}, pageUrl: pageUrl || given.pageUrl }
  let tryAgain = () => {}

  hydrate(<Form view={view} events={events} />, root)
  if (view.progress === 'sent') tell({ baton: 'sent' })
  else form.noValidate = true
  focus('#summary')
  addEventListener('beforeunload', askToStay)
  tellHeight()
  tell({ baton: 'ready' })

  function draw(change: Partial<FormView>): void {
    view = { ...view, ...change }
    render(<Form view={view} events={events} />, root)
  }

  function onSubmit(event: SubmitEvent): void {
    event.preventDefault()
    if (view.progress === 'open') start()
    else tryAgain()
  }

  /** Whoever fills in the trap is asked once more: a machine goes away, a keen password manager's owner does not. */
  function start(): void {
    const errors = Object.fromEntries(view.fields.map((field) => [field.name, errorOf(form, field)]))
    const trap = form[hiddenNames.trap] as HTMLInputElement
    draw({ errors, summary: errors, notice: trap.value && 'Please press the button once more.' })
    if (Object.values(errors).some(Boolean)) focus('#summary')
    else if (!trap.value) send()
    trap.value = ''
  }

  async function send(): Promise<void> {
    const { id, token, pageUrl } = view
    const fields = Object.fromEntries(view.fields.map((field) => [field.name, answerTo(form, field)]))
    draw({ progress: 'sending' })
    const taken = await submit({ id, token, pageUrl, trap: '', fields }, (again) => {
      draw({ progress: 'waiting', notice: 'We cannot be reached. Your answers are kept here, and we go on trying.' })
      tryAgain = () => {
        draw({ progress: 'sending', notice: 'Trying again…' })
        again()
      }
    })
    draw({ progress: taken ? 'sent' : 'open', notice: '' })
    if (!taken) return form.submit()
    focus('#thanks')
    tell({ baton: 'sent' })
  }

  /** Closing the page now would lose what is on its way. */
  function askToStay(event: Event): void {
    if (view.progress === 'sending' || view.progress === 'waiting') event.preventDefault()
  }

  /** What is wrong goes as soon as it is mended. */
  function onInput({ target }: InputEvent): void {
    const { name } = target as HTMLInputElement
    if (view.errors[name]) check(name)
  }

  /** Nobody is told that a field is empty before they have had the chance to fill it in. */
  function onFocusOut({ target, relatedTarget }: FocusEvent): void {
    const { name } = target as HTMLInputElement
    if (name !== (relatedTarget as HTMLInputElement | null)?.name && isAnswered(form, name)) check(name)
  }

  function check(name: string): void {
    for (const field of view.fields)
      if (field.name === name) draw({ errors: { ...view.errors, [name]: errorOf(form, field) } })
  }
}

/** A link of the summary brings its input into focus, not into the address. */
function onClick(event: MouseEvent): void {
  const { hash } = event.target as HTMLAnchorElement
  if (!hash) return
  event.preventDefault()
  focus(hash)
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus()
}
