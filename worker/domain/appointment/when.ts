import type { Appointment } from '../../../contract/appointment.ts'
import { endOf } from './appointment.ts'

/** When an appointment is, as a person reads it in a zone: `Wednesday 22 July 2026, 14:00 to 15:00 (Europe/London)`. */
export function whenText(appointment: Pick<Appointment, 'startsAt' | 'minutes'>, timeZone: string): string {
  const { startsAt } = appointment
  const endsAt = endOf(appointment)
  const [start, end] = [inWords(startsAt, timeZone), inWords(endsAt, timeZone)]
  const until = start.date === end.date ? end.time : `${end.date}, ${end.time}`
  return `${start.date}, ${start.time} to ${until} (${timeZone})`
}

function inWords(epochMs: number, timeZone: string): { date: string; time: string } {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(epochMs)
  // The weekday by itself: whether a comma follows it depends on the runtime's version of the language data.
  const weekday = part({ weekday: 'long' })
  return {
    date: `${weekday} ${part({ day: 'numeric', month: 'long', year: 'numeric' })}`,
    time: part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  }
}
