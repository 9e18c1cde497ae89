import * as v from 'valibot'
import { formatId, numberedPrefixes, parseId } from './id.ts'
import { flagText } from './page.ts'
import { line, requiredLine } from './text.ts'

/** F67: whatever a broker calls its stages, each is of one of these kinds (T17). The last three close a lead. */
export const stageKinds = ['new', 'qualified', 'unqualified', 'won', 'lost'] as const

export type StageKind = (typeof stageKinds)[number]

/** F55: how far a lead has come towards a sale. A new lead may have reached none yet; the other kinds have one each. */
export const conversionPoints = ['validated', 'contacted', 'qualified', 'converted', 'closed', 'invalidated'] as const

export type ConversionPoint = (typeof conversionPoints)[number]

/** The points that a stage of the kind `new` may stand for. */
export const newPoints = ['validated', 'contacted'] as const

export type NewPoint = (typeof newPoints)[number]

/** How many stages there may be, archived ones included. */
export const mostStages = 100

const label = requiredLine(60)
const kind = v.picklist(stageKinds)
const point = v.nullable(v.picklist(conversionPoints))

/** The stages that every broker begins with have version 0. */
const version = v.pipe(v.number(), v.integer(), v.minValue(0))

/** By it stages are sorted; equals by their number. */
const position = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))

/** A stage of the broker's own. Its kind and its point stay as they are: leads have come to it. */
export const newStageSchema = v.strictObject({
  label,
  kind,
  /** Only for the kind `new`; any other kind has its own. */
  point: v.optional(v.nullable(v.picklist(newPoints)), null),
  /** Behind all others unless told. */
  position: v.optional(position),
})

export type NewStage = v.InferOutput<typeof newStageSchema>

export const stageChangesSchema = v.strictObject({
  version: v.optional(v.pipe(version, v.description('Refuse the change unless this is still the version.'))),
  label: v.optional(label),
  position: v.optional(position),
})

export type StageChanges = v.InferOutput<typeof stageChangesSchema>

const view = { id: v.string(), label, kind, point }

/** The stage of a lead: always the broker's name for it and what it means (T17). */
export const leadStageSchema = v.strictObject(view)

export type LeadStage = v.InferOutput<typeof leadStageSchema>

export const stageSchema = v.strictObject({ ...view, version, position, archivedAt: v.nullable(v.string()) })

export type Stage = v.InferOutput<typeof stageSchema>

/** All of them: they are few. */
export const stageListSchema = v.strictObject({ items: v.array(stageSchema) })

/** Which stages to list. */
export const stageQuery = {
  archived: v.optional(
    v.pipe(flagText, v.description('true: only archived ones. false: only the others. Both unless told.')),
  ),
}

export type StageQuery = v.InferOutput<v.StrictObjectSchema<typeof stageQuery, undefined>>

/** Where a lead is to go: to a kind, whatever its stages are called, or to one stage. */
export type StageTarget = StageKind | number

/** Schema of a target as text, `won` or `stg_6`; its output is the kind, or the stage's number. */
const stageTarget = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(${stageKinds.join('|')}|${numberedPrefixes.stage}_[1-9][0-9]{0,8})$`),
    `Expected ${stageKinds.join(', ')}, or a stage such as ${formatId('stage', 4)}.`,
  ),
  v.transform((text): StageTarget => parseId('stage', text) ?? (text as StageKind)),
)

export const moveLeadSchema = v.strictObject({
  stage: stageTarget,
  /** Why, in words; needed to open a closed lead again. */
  reason: v.optional(line(500)),
})
