import { ErrorText } from '../field.tsx'
import type { Filled } from './filled.ts'
import { dayNames } from './read-filled.ts'

/** When leads are taken: round the clock, or a window on each day (F34). */
export const Hours = ({ filled, error, zone }: { filled: Filled; error: string | undefined; zone: string }) => (
  <section class="part">
    <fieldset id="schedule" aria-describedby={error && 'schedule-error'} tabIndex={-1}>
      <legend>Opening hours</legend>
      <p class="help">Leads come to you while you are open. Times are those of {zone.replaceAll('_', ' ')}.</p>
      <ErrorText name="schedule" error={error} />
      <div class="choices">
        <label class="tick">
          <input type="radio" name="hours" value="always" checked={filled.text('hours') !== 'week'} />
          <span>Round the clock, every day</span>
        </label>
        <label class="tick">
          <input type="radio" name="hours" value="week" class="opens" checked={filled.text('hours') === 'week'} />
          <span>At these hours</span>
        </label>
      </div>
      <div class="days opened">
        {dayNames.map((name, n) => (
          <Day key={name} name={name} day={n + 1} filled={filled} />
        ))}
        <p class="help">Hours that end before they begin run over midnight.</p>
      </div>
    </fieldset>
  </section>
)

const Day = ({ name, day, filled }: { name: string; day: number; filled: Filled }) => (
  <div class="day">
    <label class="tick">
      <input type="checkbox" name="day" value={day} checked={filled.has('day', String(day))} />
      <span>{name}</span>
    </label>
    <span class="times">
      <input type="time" name={`from-${day}`} value={filled.text(`from-${day}`)} aria-label={`${name}, from`} />
      <span aria-hidden="true">–</span>
      <input type="time" name={`to-${day}`} value={filled.text(`to-${day}`)} aria-label={`${name}, until`} />
    </span>
  </div>
)
