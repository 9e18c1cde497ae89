/** What was started, so that it can be stopped: in the opposite order, and once, whoever asks first. */
export interface Stops {
  add(stop: () => unknown): void
  /** How much is left to stop. */
  count(): number
  /** Stops everything; a second call waits for the first. */
  all(): Promise<void>
  isStopping(): boolean
}

export function makeStops(): Stops {
  const stops: (() => unknown)[] = []
  let stopping: Promise<void> | null = null
  const stopAll = async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop()
  }
  return {
    add: (stop) => stops.push(stop),
    count: () => stops.length,
    all() {
      stopping ??= stopAll()
      return stopping
    },
    isStopping: () => stopping !== null,
  }
}
