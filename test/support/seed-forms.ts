import { createHash } from 'node:crypto'
import { keyPrefix } from '../../contract/access.ts'
import type { Field } from '../../contract/fields/field.ts'
import type { FormSettings } from '../../contract/key.ts'
import { setPreferences } from './preferences.ts'

/** The forms of the browser tests, by what the example pages call their keys. */
export const formKeys = {
  pk_your_form_key: `pk_${'usual'.padEnd(32, '0')}`,
  pk_your_second_form_key: `pk_${'every-kind'.padEnd(32, '0')}`,
  pk_your_arabic_form_key: `pk_${'arabic'.padEnd(32, '0')}`,
} as const

const contact: Field[] = [
  { name: 'firstName', kind: 'text', label: 'First name', required: true },
  { name: 'lastName', kind: 'text', label: 'Last name', required: true },
  { name: 'email', kind: 'email', label: 'E-mail', required: true },
  { name: 'phone', kind: 'phone', label: 'Telephone', required: false, help: 'Only to arrange the visit.' },
  { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true },
]

const property: Field = {
  name: 'property',
  kind: 'choice',
  label: 'What kind of home is it?',
  required: true,
  options: [
    { value: 'house', label: 'House' },
    { value: 'flat', label: 'Flat' },
    { value: 'bungalow', label: 'Bungalow' },
  ],
}

const consent: Field = {
  name: 'contactMe',
  kind: 'consent',
  label: 'May we call you?',
  required: true,
  wording: 'I agree that Example Homes and up to three installers contact me about this request.',
  version: 'v1',
}

const everyKind: Field[] = [
  { name: 'story', kind: 'longText', label: 'What would you like done?', required: false, maxLength: 500 },
  { name: 'rooms', kind: 'number', label: 'How many rooms?', required: true, min: 1, max: 20, integer: true },
  { name: 'budget', kind: 'money', label: 'Budget', required: true, currency: 'GBP', min: 10_000 },
  { name: 'start', kind: 'date', label: 'When should it start?', required: false, min: '2026-01-01' },
  {
    ...property,
    name: 'heating',
    label: 'How is it heated?',
    options: optionsOf('Gas Oil Electricity Coal Wood Nothing'),
  },
  {
    ...property,
    kind: 'multiChoice',
    name: 'interests',
    label: 'What else?',
    required: false,
    minCount: 2,
    options: optionsOf('Solar Battery Charger'),
  },
  { name: 'owner', kind: 'yesNo', label: 'Do you own it?', required: true },
]

const arabic: Field[] = [
  { name: 'firstName', kind: 'text', label: 'الاسم الأول', required: true },
  { name: 'email', kind: 'email', label: 'البريد الإلكتروني', required: true, help: 'نرسل إليه العرض فقط.' },
  {
    ...property,
    label: 'ما نوع المسكن؟',
    options: [
      { value: 'house', label: 'بيت' },
      { value: 'flat', label: 'شقة' },
    ],
  },
]

/** Puts a broker, an introducer, lead types and their form keys straight into D1. */
export async function seedForms(db: D1Database, { origins }: { origins: string[] }): Promise<void> {
  const rows = [
    db.prepare(`INSERT INTO broker (id, version, name, zone, currency, notify_email)
      VALUES (1, 1, 'Example Broker', 'Europe/London', 'GBP', 'office@example.com')`),
    db.prepare(`INSERT INTO partners (id, version, name, description, reference, status, is_house, buys, introduces,
        online, zone, open_from, open_until, daily_limit, monthly_limit, credit_limit, credit_unlimited, delivery)
      VALUES (1, 1, 'Example Homes', '', '', 'active', 0, 0, 1, 1, 'Europe/London', 0, 9007199254740991, 0, 0, 0, 0,
        '{"email":null,"internet":null}')`),
    db.prepare("INSERT INTO lead_groups (id, version, name, fields) VALUES (1, 1, 'Home improvement', '[]')"),
    ...setPreferences(db, { captureTool: true, introducersAnyGroup: true }),
    ...forms.flatMap((form, index) => formRows(db, { ...form, id: index + 1, origins })),
  ]
  await db.batch(rows)
}

const forms = [
  { key: formKeys.pk_your_form_key, fields: [...contact, property, consent], settings: settingsOf({}) },
  {
    key: formKeys.pk_your_second_form_key,
    fields: [...everyKind, consent],
    settings: settingsOf({ title: 'Tell us about the job', submitLabel: 'Ask for a quote' }),
  },
  {
    key: formKeys.pk_your_arabic_form_key,
    fields: arabic,
    settings: settingsOf({
      title: 'احصل على عرض سعر',
      intro: 'نتصل بك خلال يوم عمل واحد.',
      submitLabel: 'إرسال',
      thanks: 'شكرًا لك. وصلنا طلبك.',
      language: 'ar',
    }),
  },
]

interface SeededForm {
  id: number
  key: string
  fields: Field[]
  settings: FormSettings
  origins: string[]
}

const formRows = (db: D1Database, { id, key, fields, settings, origins }: SeededForm): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO lead_types (id, version, lead_group_id, name, description, fields, referral_method, default_price,
         scope, require_fca) VALUES (?, 1, 1, ?, '', ?, 'manual', 1000, 1, 0)`,
    )
    .bind(id, settings.title, JSON.stringify(fields)),
  db
    .prepare(
      `INSERT INTO access_keys (id, version, kind, name, prefix, hash, partner_id, lead_type_id, origins, form,
         created_at, last_used_at) VALUES (?1, 1, 'form', 'A form', ?2, ?3, 1, ?1, ?4, ?5, 0, ?6)`,
    )
    .bind(id, keyPrefix(key), sha256(key), JSON.stringify(origins), JSON.stringify(settings), Date.now()),
]

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function settingsOf(some: Partial<FormSettings>): FormSettings {
  return {
    title: 'Get a heat pump quote',
    intro: 'Two minutes now; a local installer calls you within one working day.',
    submitLabel: 'Get my quote',
    thanks: 'Thank you. We have your request and call you within one working day.',
    language: 'en-GB',
    ...some,
  }
}

function optionsOf(words: string): { value: string; label: string }[] {
  return words.split(' ').map((label) => ({ value: label.toLowerCase(), label }))
}
