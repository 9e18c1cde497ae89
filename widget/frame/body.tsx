import type { FormView } from '../../contract/form.ts'
import { FieldRow, inputId } from './field.tsx'

/**
 * What changes about a form: the Worker draws it first, the browser again with every change of the view. What people
 * type lives in the inputs themselves.
 */
export function Body({ fields, values, errors, summary, progress, notice, submitLabel }: FormView) {
  const busy = progress !== 'open'
  const bad = fields.filter(({ name }) => summary[name])
  return (
    <>
      {bad.length > 0 && (
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
      )}
      <fieldset class="fields" disabled={busy}>
        {fields.map((field) => (
          <FieldRow key={field.name} field={field} texts={values[field.name]} error={errors[field.name]} />
        ))}
      </fieldset>
      <p class="notice" role="status">
        {notice}
      </p>
      <button type="submit" class={progress} aria-disabled={progress === 'sending' || undefined}>
        {progress === 'sending' ? 'Sending…' : progress === 'waiting' ? 'Try again now' : submitLabel}
      </button>
    </>
  )
}
