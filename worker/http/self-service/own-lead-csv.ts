import type { OwnLead } from '../../../contract/own-lead.ts'
import type { Page } from '../../../contract/page.ts'
import type { Cell } from '../csv.ts'

const facts = [
  'Reference',
  'Lead',
  'Lead type',
  'State',
  'Progress',
  'Referred at',
  'Accept by',
  'Delivered at',
  'Price in minor units',
  'Currency',
  'Your id',
  'Places',
  'Appointment',
  'Return',
] as const

/** A partner's leads as a file: what is known of every lead, and behind it a column for each answer that any of them has. */
export const ownLeadCsv = {
  columns: facts,
  moreColumns: answerNames,
  rows: (page: Page<OwnLead>): Cell[][] => {
    const names = answerNames(page)
    return page.items.map((lead) => {
      const answers = new Map(lead.answers?.map(({ name, text }) => [name, text]))
      return [...factsOf(lead), ...names.map((name) => answers.get(name) ?? null)]
    })
  },
}

function answerNames({ items }: Page<OwnLead>): string[] {
  return [...new Set(items.flatMap(({ answers }) => (answers ?? []).map(({ name }) => name)))]
}

const factsOf = (lead: OwnLead): Cell[] => [
  lead.id,
  lead.leadId,
  lead.leadType.name,
  lead.state,
  lead.progress,
  lead.referredAt,
  lead.acceptBy,
  lead.deliveredAt,
  lead.price.amount,
  lead.price.currency,
  lead.remoteId,
  lead.places.join(' '),
  lead.appointment?.startsAt ?? null,
  lead.return?.state ?? null,
]
