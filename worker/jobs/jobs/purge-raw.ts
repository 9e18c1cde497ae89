import * as v from 'valibot'
import { purgeRaw } from '../../operations/housekeeping/purge-raw.ts'
import type { Job } from '../job.ts'

const data = v.object({ id: v.string(), version: v.number() })

/** Takes out a raw request and answer that the hourly purge does not find (D5). */
export const purgeRawJob: Job = {
  kind: 'purge-raw',
  run: (ctx, job) => purgeRaw(ctx, { ...v.parse(data, job.data), job }),
}
