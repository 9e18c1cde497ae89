import { type FormView, hiddenNames } from '../../contract/form.ts'
import { FieldRow, inputId } from './field.tsx'

/** What the browser adds to the form that the Worker draws. */
export interface FormEvents {
  onSubmit(event: SubmitEvent): void
  onInput(event: InputEvent): void
  onFocusOut(event: FocusEvent): void
  onClick(event: MouseEvent): void
}

/**
 * The whole form as it is at one moment. The Worker renders it, so that it shows and works before any script; the
 * browser draws it again whenever the view changes. What people type lives in the inputs themselves.
 */
export function Form({ view, events }: { view: FormView; events?: FormEvents }) {
  const { settings, fields, values, errors, progress, notice } = view
  if (progress === 'sent') return <Thanks view={view} />
  const busy = progress !== 'open'
  return (
    <form method="post" {...events}>
      <h1>{settings.title}</h1>
      {settings.intro && <p class="intro">{settings.intro}</p>}
      <Summary view={view} />
      <fieldset class="fields" disabled={busy}>
        {fields.map((field) => (
          <FieldRow key={field.name} field={field} texts={values[field.name]} error={errors[field.name]} />
        ))}
      </fieldset>
      <Hidden view={view} />
      <p class="notice" role="status">
        {notice}
      </p>
      <button type="submit" class={progress} aria-disabled={busy && progress !== 'waiting'}>
        {progress === 'sending' ? 'Sending…' : progress === 'waiting' ? 'Try again now' : settings.submitLabel}
      </button>
    </form>
  )
}

/** What stands there when the lead is on record. */
function Thanks({ view: { settings } }: { view: FormView }) {
  return (
    <div class="thanks" id="thanks" role="status" tabIndex={-1}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m6 12.5 4 4 8-9" />
      </svg>
      <h1>{settings.title}</h1>
      <p>{settings.thanks}</p>
    </div>
  )
}

/** What was wrong when the form was last sent, each a link to its input. It stays as it is while people mend. */
function Summary({ view: { fields, summary } }: { view: FormView }) {
  const bad = fields.filter(({ name }) => summary[name])
  return (
    bad.length > 0 && (
      <div class="summary" id="summary" role="alert" tabIndex={-1}>
        <h2>Please check your answers</h2>
        <ul>
          {bad.map(({ name, label }) => (
            <li key={name}>
              <a href={`#${inputId(name)}`}>{`${label} – ${summary[name]}`}</a>
            </li>
          ))}
        </ul>
      </div>
    )
  )
}

/** Browsers must not bring these back from an earlier visit, since each page has an id of its own. */
const Hidden = ({ view: { id, token, pageUrl } }: { view: FormView }) => (
  <div class="hidden" aria-hidden="true">
    <input type="hidden" name={hiddenNames.id} value={id} autocomplete="off" />
    <input type="hidden" name={hiddenNames.token} value={token} autocomplete="off" />
    <input type="hidden" name={hiddenNames.pageUrl} value={pageUrl} autocomplete="off" />
    <label>
      Leave this empty <input name={hiddenNames.trap} tabIndex={-1} autocomplete="off" />
    </label>
  </div>
)
