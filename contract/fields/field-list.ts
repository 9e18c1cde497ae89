import * as v from 'valibot'
import type { FieldProblem } from '../problem.ts'
import { line, requiredLine } from '../text.ts'
import { distinct, pathTo } from './distinct.ts'
import type { Field } from './field.ts'
import { type KindName, kindOf, kindSettings, kinds } from './kinds.ts'
import { readField } from './lead-schema.ts'

/** What every field has, whatever its kind. */
const base = {
  name: v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-zA-Z0-9]{0,39}$/,
      'A field name starts with a small letter and has at most 40 letters and digits.',
    ),
  ),
  label: requiredLine(120),
  help: v.optional(line(300)),
  required: v.optional(v.boolean(), false),
}

/** One field, with the settings of its kind. */
export const anyField = v.variant(
  'kind',
  kinds.map(({ kind }) => v.strictObject({ ...base, kind: v.literal(kind), ...kindSettings[kind]() })),
) as v.GenericSchema<unknown, Field>

/**
 * The fields that a lead group or lead type defines: at most 60, each with the settings of its kind and no others.
 * Refused too: a name that occurs twice, a reserved name with a kind that would change its meaning, and settings that
 * leave nothing to enter (a minimum above the maximum).
 */
export const fieldListSchema: v.GenericSchema<unknown, Field[]> = v.pipe(
  v.array(anyField),
  v.maxLength(60),
  distinct('name', 'Another field has this name already.'),
  each(misnamed, 'name'),
  each(unfillable),
)

/** A lead has its group's fields, then its type's own (F14). */
export const allFields = (group: { fields: Field[] }, type: { fields: Field[] }): Field[] => [
  ...group.fields,
  ...type.fields,
]

/** The names in a list about to be saved that `others` (the group's, or its types') have already; none is right. */
export function nameClashes({ saved, others }: { saved: Field[]; others: Field[] }): FieldProblem[] {
  const taken = new Set(others.map(({ name }) => name))
  return saved.flatMap(({ name }, index) =>
    taken.has(name)
      ? [
          {
            pointer: `/fields/${index}/name`,
            code: 'NAME_TAKEN',
            message: `A lead group and its lead types share their names, and “${name}” is taken.`,
          },
        ]
      : [],
  )
}

/** Refuses each field that there is a complaint about, unless something else is wrong with it already. */
function each(complaint: (field: Field) => string | undefined, key?: 'name') {
  return v.rawCheck<Field[]>(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const bad = new Set(dataset.issues?.map(({ path }) => path?.[0].key))
    for (const [index, field] of dataset.value.entries()) {
      const message = bad.has(index) ? undefined : complaint(field)
      if (message) addIssue({ message, path: pathTo(dataset.value, index, key) })
    }
  })
}

function misnamed({ name, kind }: Field): string | undefined {
  const kindsOfName = reserved[name]
  // Whoever looks such a name up in an object finds something there, whether the lead has it or not.
  if (name in {}) return 'This name is taken by JavaScript itself. Choose another.'
  if (kindsOfName && !kindsOfName.includes(kind as KindName))
    return `The name ${name} is kept for ${kindsOfName.join(' or ')}.`
}

/** Settings that refuse even the kind's own example, which is made to fit them, refuse everything. */
function unfillable(field: Field): string | undefined {
  const reading = readField(field, kindOf(field).example(field))
  if (!reading.ok) return `These settings leave nothing to enter. A person would read: ${reading.message}`
}

/** Routing, duplicates and delivery read these names and rely on what is behind them. */
const reserved: Record<string, KindName[]> = {
  firstName: ['text'],
  lastName: ['text'],
  company: ['text'],
  email: ['email'],
  phone: ['phone'],
  phone2: ['phone'],
  address: ['text', 'longText'],
  town: ['text'],
  postcode: ['postcode'],
}
