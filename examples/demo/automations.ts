import type { DemoAutomation, DemoStage, DemoTemplate } from './shape.ts'

/** What the broker calls the stages that its leads come to, beside those that every broker begins with. */
export const stages: DemoStage[] = [
  { label: 'Rang, no answer yet', kind: 'new', point: 'contacted' },
  { label: 'Visit agreed', kind: 'qualified' },
  { label: 'Sold', kind: 'won' },
]

export const templates: DemoTemplate[] = [
  {
    name: 'Big mortgage delivered',
    subject: '{{leadType.name}}: {{firstName}} {{lastName}} has an adviser',
    text: [
      '{{partner.name}} has the request of {{firstName}} {{lastName}} ({{postcode}}) for a loan of {{loan}}.',
      'It came on {{lead.receivedAt}}{{#introducer.name}}, from {{introducer.name}}{{/introducer.name}}.',
      '',
      'The lead: {{lead.id}}',
    ].join('\n'),
  },
  {
    name: 'How was the visit?',
    subject: 'How was the visit to {{firstName}} {{lastName}}?',
    text: [
      'You were to see {{firstName}} {{lastName}} on {{appointment.when}}, at {{appointment.place}}.',
      '',
      'Please tell {{broker.name}} what came of it. The lead: {{lead.id}}',
    ].join('\n'),
  },
  {
    kind: 'lead-delivery',
    name: 'How Northgate wants its leads',
    subject: 'NEW LEAD {{leadType.name}}, {{postcode}}: {{lastName}}',
    text: [
      'Name:      {{firstName}} {{lastName}}',
      'Telephone: {{phone}}',
      'E-mail:    {{email}}',
      'Postcode:  {{postcode}}',
      '{{#appointment.startsAt}}Visit:     {{appointment.startsAt}}, {{appointment.place}}{{/appointment.startsAt}}',
      '',
      'Price {{referral.price}}. Our reference: {{referral.reference}}',
    ].join('\n'),
  },
]

/** One action at once, and one workflow with a wait (`GET /v1/leads/{leadId}/runs` shows where it stands). */
export const automations: DemoAutomation[] = [
  {
    name: 'Tell the office of big mortgages',
    event: 'referral.delivered',
    leadType: 'Mortgages',
    filters: [{ field: 'loan', op: 'atLeast', value: { amount: 250_000_00, currency: 'GBP' } }],
    steps: [{ email: 'Big mortgage delivered', to: ['broker'] }],
  },
  {
    name: 'After a visit is agreed',
    event: 'appointment.booked',
    leadType: 'Bathrooms',
    filters: [],
    steps: [
      { stage: 'Visit agreed' },
      { wait: { kind: 'after', count: 5, unit: 'days' }, email: 'How was the visit?', to: ['partners'] },
    ],
  },
]
