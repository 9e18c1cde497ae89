import type { FieldProblem } from '../../../../contract/problem.ts'
import type { RawSignUp } from '../../../../contract/sign-up.ts'
import type { Filled } from './filled.ts'

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** What was filled in, as a sign-up is read. `terms` are the words that a tick agrees to. */
export const toRawSignUp = (filled: Filled, terms: string): RawSignUp => ({
  company: filled.text('company'),
  contactName: filled.text('contactName'),
  phone: filled.text('phone'),
  email: filled.text('email'),
  website: withScheme(filled.text('website').trim()),
  address: filled.text('address').replaceAll('\r\n', '\n'),
  schedule: filled.text('hours') === 'week' ? { windows: windowsOf(filled) } : null,
  leadTypeIds: [...new Set(filled.all('type'))],
  allAreas: filled.text('where') === 'all',
  places: filled.text('where') === 'some' ? [...new Set(placesOf(filled))] : [],
  agreedTo: filled.has('terms', 'yes') ? terms : '',
})

/** People leave it out. */
const withScheme = (text: string): string => (/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(text) ? `https://${text}` : text)

/** Days with the same hours share a window. */
function windowsOf(filled: Filled): { days: number[]; from: string; to: string }[] {
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => filled.has('day', String(day)))
  const hoursOf = (day: number): string => `${filled.text(`from-${day}`)} ${filled.text(`to-${day}`)}`
  return [...Map.groupBy(days, hoursOf)].map(([hours, days]) => {
    const [from = '', to = ''] = hours.split(' ')
    return { days, from, to }
  })
}

const placesOf = (filled: Filled): string[] => [
  ...filled.all('area'),
  ...filled
    .text('districts')
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((place) => place !== ''),
]

/** Problems by the field that shows them: one line each. */
export function errorsByField(problems: readonly FieldProblem[], raw: RawSignUp): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const problem of problems) {
    const field = problem.pointer.split('/')[1] ?? ''
    const message = messageOf(problem, raw)
    if (errors[field] === undefined) errors[field] = message
    else if (!errors[field].includes(message) && errors[field].length < 300) errors[field] += ` ${message}`
  }
  return errors
}

/** Which day's hours are wrong is a name here and a number in the pointer. */
function messageOf({ pointer, message, code }: FieldProblem, { schedule }: RawSignUp): string {
  if (pointer === '/schedule/windows' && code === 'TOO_SHORT') return 'Tick the days on which you are open.'
  const n = /^\/schedule\/windows\/(\d+)/.exec(pointer)?.[1]
  if (n === undefined) return message
  const { windows } = schedule as { windows: { days: number[] }[] }
  return `${windows[Number(n)]!.days.map((day) => dayNames[day - 1]).join(', ')}: ${message}`
}
