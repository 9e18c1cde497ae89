import { type RunningHouse, startHouse } from './house.ts'

/** One Worker after another on the same data. */
export interface Lives {
  /** Where it answers now; null while it is dead. */
  origin(): string | null
  /** Begins the next life, so many minutes of the clock after the last one. */
  begin(minutesLater: number): Promise<void>
  /** What the cron does every minute; gives up when the Worker dies under it. */
  sweep(): Promise<void>
  /** SIGKILL. */
  end(): Promise<void>
}

export function livesOn(folder: string): Lives {
  let house: RunningHouse | null = null
  let aheadMinutes = 0
  const origin = () => house?.origin ?? null
  return {
    origin,
    async begin(minutesLater) {
      aheadMinutes += minutesLater
      house = await startHouse(folder, { aheadMinutes })
    },
    async sweep() {
      await fetch(`${origin()}/cdn-cgi/local/scheduled?cron=*+*+*+*+*`).catch(() => {})
    },
    async end() {
      const living = house
      house = null
      await living?.kill()
    },
  }
}
