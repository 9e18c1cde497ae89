import type { JsonSchema } from '../json-schema.ts'
import { refName } from '../sample.ts'
import { Prose } from './prose.tsx'
import { type SchemaRow, schemaRows, typeText } from './schema-rows.ts'

/** A schema as a table: a line per key, what is nested stands indented under its parent. A named shape is a link. */
export function SchemaTable({
  caption,
  schema,
  marksRequired,
}: {
  caption: string
  schema: JsonSchema
  marksRequired: boolean
}) {
  const rows = schemaRows(schema)
  if (rows.length > 0) return <FieldTable caption={caption} rows={rows} marksRequired={marksRequired} />
  if (refName(schema) === undefined) return null
  return (
    <p>
      <span class="caption">{caption}</span>
      <TypeName text={typeText(schema)} />
    </p>
  )
}

/** A type in words, in which every capitalised word is a named shape and leads to it. */
export function TypeName({ text }: { text: string }) {
  return (
    <span class="type">
      {text.split(/\b([A-Z][a-z]\w+)\b/).map((part, i) =>
        i % 2 === 0 ? (
          part
        ) : (
          <a key={part} href={`#shape-${part}`}>
            {part}
          </a>
        ),
      )}
    </span>
  )
}

export function FieldTable({
  caption,
  rows,
  marksRequired,
}: {
  caption: string
  rows: SchemaRow[]
  marksRequired: boolean
}) {
  return (
    <table class="fields">
      {caption !== '' && <caption>{caption}</caption>}
      <Columns />
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <FieldRow key={`${i}${row.name}`} row={row} marksRequired={marksRequired} />
        ))}
      </tbody>
    </table>
  )
}

/** How the width is shared; the column heads are for screen readers. */
export const Columns = () => (
  <colgroup>
    <col class="names" />
    <col />
  </colgroup>
)

function FieldRow({ row, marksRequired }: { row: SchemaRow; marksRequired: boolean }) {
  const { name, depth, type, required, description, limits } = row
  if (type === '')
    return (
      <tr>
        <th scope="rowgroup" colSpan={2} class={`when d${depth}`}>
          {name}
        </th>
      </tr>
    )
  return (
    <tr>
      <th scope="row" class={`d${depth}`}>
        <code>{name}</code>
        {marksRequired && required && <span class="needed">required</span>}
      </th>
      <td>
        <TypeName text={type} />
        {limits.length > 0 && <span class="limits"> · {limits.join(' · ')}</span>}
        {description !== '' && (
          <p>
            <Prose text={description} />
          </p>
        )}
      </td>
    </tr>
  )
}
