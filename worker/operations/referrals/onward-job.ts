import { type JobRow, routeJob } from '../../../db/store/jobs.ts'

/**
 * What takes a lead on from a referral that came to nothing: a search for the next partner, or its way to a person; none
 * where the lead goes nowhere. For the commit that ends the referral, whose reference and version make its id.
 */
export const onwardJobs = (
  now: number,
  {
    leadId,
    because,
    goesTo,
  }: { leadId: string; because: string; goesTo: 'next-partner' | 'person' | 'deliver' | null },
): JobRow[] =>
  goesTo === 'next-partner' || goesTo === 'person'
    ? [routeJob(now, { leadId, because, toPerson: goesTo === 'person' })]
    : []
