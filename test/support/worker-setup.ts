import { beforeEach } from 'vitest'
import { forgetAll } from './ctx.ts'
import { freshDb } from './fresh-db.ts'

/** Every test starts on an empty, migrated database. */
beforeEach(async () => {
  await freshDb()
  forgetAll()
})
