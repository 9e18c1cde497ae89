/**
 * Reads something until a job has moved it on, or for a few seconds (docs/decisions: outside calls happen in jobs). The job
 * was started before; the person who asked for it sees what it did without asking again.
 */
export async function until<Thing>(
  read: () => Promise<Thing>,
  isDone: (thing: Thing) => boolean,
  { tries = 30, pauseMs = 200 }: { tries?: number; pauseMs?: number } = {},
): Promise<Thing> {
  let thing = await read()
  for (let left = tries; left > 0 && !isDone(thing); left -= 1) {
    await scheduler.wait(pauseMs)
    thing = await read()
  }
  return thing
}
