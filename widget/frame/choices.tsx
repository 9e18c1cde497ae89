import type { Control, Field } from '../../contract/fields/field.ts'

interface Choices {
  id: string
  field: Field
  texts: string[]
  choices: { value: string; label: string }[]
  control: Control
}

/**
 * Options that are all on show, one or several to choose; consent is a single box. HTML has no way to require one box
 * out of several, so for those only the script and the Worker do.
 */
export const Choices = ({ id, field: { name, required }, texts, choices, control }: Choices) =>
  choices.map(({ value, label }, i) => (
    <label key={value} class="choice">
      <input
        type={control.startsWith('checkbox') ? 'checkbox' : 'radio'}
        id={i ? `${id}-${i}` : id}
        name={name}
        value={value}
        required={required && control !== 'checkboxes'}
        defaultChecked={texts.includes(value)}
      />
      <span>{label}</span>
    </label>
  ))
