import type { ComponentChildren } from 'preact'

interface FieldProps {
  name: string
  label: string
  value: string
  error?: string | undefined
  help?: ComponentChildren
  optional?: boolean
  type?: 'text' | 'email' | 'tel' | 'url'
  autocomplete?: string
  inputMode?: 'numeric'
  /** More than one line: so many. */
  rows?: number
  maxLength?: number
}

/** One input with its label, its help, and what is wrong with it, all read out together. */
export function Field({
  name,
  label,
  value,
  error,
  help,
  optional = false,
  rows,
  type = 'text',
  ...input
}: FieldProps) {
  const about = [help !== undefined && `${name}-help`, error !== undefined && `${name}-error`].filter(Boolean).join(' ')
  const common = {
    id: name,
    name,
    required: !optional,
    'aria-invalid': error === undefined ? undefined : ('true' as const),
    'aria-describedby': about === '' ? undefined : about,
  }
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional && <span class="optional"> (optional)</span>}
      </label>
      {help !== undefined && (
        <span class="help" id={`${name}-help`}>
          {help}
        </span>
      )}
      {rows === undefined ? (
        // The types of `input` know one `type` at a time.
        <input {...common} {...input} type={type as 'text'} value={value} />
      ) : (
        <textarea {...common} rows={rows} autocomplete={input.autocomplete}>
          {value}
        </textarea>
      )}
      <ErrorText name={name} error={error} />
    </div>
  )
}

/** What is wrong with a field or a group, for its `aria-describedby`. */
export const ErrorText = ({ name, error }: { name: string; error: string | undefined }) =>
  error === undefined ? null : (
    <span class="error" id={`${name}-error`}>
      {error}
    </span>
  )

/** Everything that is wrong, at the top, with a way to each. It takes the focus, so that it is read out first. */
export function Summary({ errors, labels }: { errors: Record<string, string>; labels: Record<string, string> }) {
  const wrong = Object.keys(labels).filter((name) => errors[name] !== undefined)
  if (wrong.length === 0) return null
  return (
    <div class="summary stack" id="summary" role="alert" tabIndex={-1} autofocus>
      <h2>{wrong.length === 1 ? 'One thing needs mending' : `${wrong.length} things need mending`}</h2>
      <ul>
        {wrong.map((name) => (
          <li key={name}>
            <a href={`#${name}`}>{labels[name]}</a>: {errors[name]}
          </li>
        ))}
      </ul>
    </div>
  )
}
