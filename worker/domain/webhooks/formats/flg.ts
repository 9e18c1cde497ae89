import { mostBytes, type WebhookFormat } from '../format.ts'
import type { Told, ToldAnswer } from '../told.ts'

/**
 * FLG's webhook (F56): a form with the fields of D4, so that whoever listened to FLG goes on listening. What a lead was
 * asked beyond them follows as data1, data2, … in the order of its form. Signed like every other message.
 */
export const flg: WebhookFormat = {
  id: 'flg',
  contentType: 'application/x-www-form-urlencoded',
  write(told) {
    const whole = new URLSearchParams(fieldsOf(told)).toString()
    if (whole.length < mostBytes) return whole
    return new URLSearchParams(fieldsOf({ ...told, lead: told.lead && { ...told.lead, answers: null } })).toString()
  },
}

function fieldsOf({ type, lead, referrals }: Told): Record<string, string> {
  const answers = lead?.answers ?? []
  const text = (...names: string[]) => answers.find(({ name }) => names.includes(name))?.text ?? ''
  const [date = ''] = /^\d{4}-\d\d-\d\d$/.exec(String(givenValue(answers, birthNames))) ?? []
  const [year = '', month = '', day = ''] = date.split('-')
  const [address = '', ...furtherLines] = text('address').split(/\r?\n/)
  return {
    id: lead?.id ?? '',
    title: text('title'),
    firstname: text('firstName'),
    lastname: text('lastName'),
    fullname: [text('firstName'), text('lastName')].filter((part) => part !== '').join(' '),
    address,
    address2: text('address2') || (furtherLines[0] ?? ''),
    address3: text('address3') || furtherLines.slice(1).join(', '),
    towncity: text('town'),
    postcode: text('postcode'),
    email: text('email'),
    phone1: text('phone'),
    phone2: text('phone2'),
    fax: text('fax'),
    dob: date,
    dobday: day,
    dobmonth: month,
    dobyear: year,
    company: text('company'),
    jobtitle: text('jobTitle'),
    leadgroupname: lead?.leadGroup.name ?? '',
    leadgroupid: lead?.leadGroup.id ?? '',
    leadtype: lead?.leadType.name ?? '',
    sitename: '',
    siteid: '',
    status: lead?.broker?.stage ?? '',
    username: '',
    userid: '',
    progress: referrals[0]?.progress ?? '',
    source: text('source'),
    medium: text('medium'),
    event: type,
    ...Object.fromEntries(
      answers.filter(({ name }) => !placed.includes(name)).map((answer, i) => [`data${i + 1}`, answer.text]),
    ),
  }
}

const birthNames = ['dob', 'dateOfBirth', 'birthDate']

const placed: readonly string[] = [
  ...[
    'title',
    'firstName',
    'lastName',
    'address',
    'address2',
    'address3',
    'town',
    'postcode',
    'email',
    'phone',
    'phone2',
  ],
  ...['fax', 'company', 'jobTitle', 'source', 'medium'],
  ...birthNames,
]

const givenValue = (answers: readonly ToldAnswer[], names: readonly string[]): unknown =>
  answers.find(({ name }) => names.includes(name))?.value
