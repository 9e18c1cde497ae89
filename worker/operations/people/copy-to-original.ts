import type { Field } from '../../../contract/fields/field.ts'
import { readField } from '../../../contract/fields/lead-schema.ts'
import type { HistoryRow } from '../../../db/commit.ts'
import { askForLook } from '../../../db/store/looks.ts'
import { updateLeadContact } from '../../../db/store/people.ts'
import type { Ctx } from '../../context.ts'
import { placesInAnswers } from '../../domain/places/places-in-answers.ts'
import { type ChangedFields, changedFields } from '../config/changed-fields.ts'
import { loadLead } from '../leads/load-lead.ts'

/** What joins the commit of the lead that brings the news; empty when it brings none. */
export interface CopyToOriginal {
  history: HistoryRow[]
  write: D1PreparedStatement[]
}

/**
 * Writes the contact details of a lead over those of the first lead of the same person (D11, link-and-copy): what the
 * new one says and the old one says otherwise or not at all. What stood there before stays in the first lead's history.
 * A detail that the first lead's type does not know, or would refuse, is left alone.
 *
 * The history row is the lock: when somebody changes the first lead in between, the commit is refused with
 * VERSION_CONFLICT about `original`, and this is to be asked again.
 */
export async function copyToOriginal(
  ctx: Ctx,
  { leadId, original, fields, values }: { leadId: string; original: string } & Answers,
): Promise<CopyToOriginal> {
  const loaded = await loadLead(ctx, original)
  if (loaded === null) return { history: [], write: [] }
  const { lead, route } = loaded
  const itsFields = route.leadType.fields
  const after = { ...loaded.values, ...contactDetails({ fields, values }, itsFields) }
  const changed = changedFields(loaded.values, after)
  if (Object.keys(changed).length === 0) return { history: [], write: [] }
  const version = lead.version + 1
  const place =
    'postcode' in changed
      ? placesInAnswers(itsFields, after)
      : { outward: lead.outward, quality: lead.postcode_quality }
  return {
    history: [{ id: original, version, event: 'lead.contact-copied', data: { from: leadId, changed: named(changed) } }],
    write: [
      updateLeadContact(ctx.db, {
        id: original,
        version,
        fields: JSON.stringify(after),
        outward: place.outward,
        postcodeQuality: place.quality,
      }),
      // Somebody may want it as it is now.
      ...(lead.location === 'held'
        ? [askForLook(ctx.db, { leadTypeId: lead.lead_type_id, cells: [], now: ctx.now, atLatest: ctx.now })]
        : []),
    ],
  }
}

interface Answers {
  fields: readonly Field[]
  values: Record<string, unknown>
}

/** The names that mean the same on every lead type (docs/glossary.md). */
const contactNames = [
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
  'phone2',
  'address',
  'town',
  'postcode',
] as const

/** What a lead says about how to reach the person, as far as another lead's fields can hold it. */
function contactDetails({ fields, values }: Answers, others: readonly Field[]): Record<string, unknown> {
  const known = new Set(fields.map(({ name }) => name))
  const details: Record<string, unknown> = {}
  for (const name of contactNames) {
    const field = others.find((other) => other.name === name)
    if (field === undefined || !known.has(name)) continue
    const reading = readField({ ...field, required: false }, values[name])
    if (reading.ok && reading.value !== undefined) details[name] = reading.value
  }
  return details
}

/** A value that was not there before reads as null in history. */
const named = (changed: ChangedFields): ChangedFields =>
  Object.fromEntries(Object.entries(changed).map(([name, [before, after]]) => [name, [before ?? null, after]]))
