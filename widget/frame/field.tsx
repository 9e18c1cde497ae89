import type { Field } from '../../contract/fields/field.ts'
import { kindOf } from '../../contract/fields/kinds.ts'
import { Choices } from './choices.tsx'

/** Up to so many options are shown at once; more go into a list that opens. */
const mostRadios = 5

/** The id of a field's input; in a group, of its first one. Error links point at it. */
export const inputId = (name: string): string => `f-${name}`

interface Row {
  field: Field
  /** The texts that its inputs begin with. */
  texts?: string[] | undefined
  error?: string | undefined
}

/** One field: its label, its help, what is wrong with it, and its control as its kind says. */
export function FieldRow({ field, texts = [], error }: Row) {
  const { name, label, help, required } = field
  const { control, attributes, options } = kindOf(field)
  const choices = options?.(field) ?? []
  const isList = control === 'select' && choices.length > mostRadios
  const isGroup = choices.length > 0 && !isList
  const id = inputId(name)
  const helpId = help && `${id}-help`
  const errorId = error && `${id}-error`
  const about = [helpId, errorId].filter(Boolean).join(' ') || undefined
  const Box = isGroup ? 'fieldset' : 'div'
  const Label = (isGroup ? 'legend' : 'label') as 'label'
  const Control = control as 'input'
  return (
    <Box class="field" aria-describedby={isGroup ? about : undefined}>
      <Label for={isGroup ? undefined : id}>
        {label}
        {required && <b aria-hidden="true"> *</b>}
      </Label>
      {help && (
        <p class="help" id={helpId}>
          {help}
        </p>
      )}
      {error && (
        <p class="error" id={errorId}>
          {error}
        </p>
      )}
      {isGroup ? (
        <Choices id={id} field={field} choices={choices} texts={texts} control={control} />
      ) : (
        <Control
          {...attributes?.(field)}
          id={id}
          name={name}
          required={required}
          defaultValue={texts[0]}
          aria-describedby={about}
          aria-invalid={error ? true : undefined}
        >
          {isList && [{ value: '', label: 'Choose…' }, ...choices].map(optionOf)}
        </Control>
      )}
    </Box>
  )
}

const optionOf = ({ value, label }: { value: string; label: string }) => (
  <option key={value} value={value}>
    {label}
  </option>
)
