import type { EligibilityCode } from '../../../contract/eligibility.ts'

/** What a person can do about a failed criterion, in a sentence: for whoever refers by hand and is told no (F42, F66). */
export const advice: Readonly<Record<EligibilityCode, string>> = {
  TYPE_NOT_REFERABLE: 'Give the lead type a referral method first.',
  NOT_ACTIVE: 'Make the partner active, or choose another one.',
  NOT_BUYER: 'This partner only introduces leads. Let it buy as well, or choose another one.',
  OWN_INTRODUCTION: 'The partner introduced this lead itself. Choose another one, or override it.',
  TYPE_NOT_SELECTED:
    "Give the partner an active setup for this lead type, or override it: it then pays the lead type's default price.",
  NO_LOCATIONS_SET: 'Choose all areas or some places in its setup, or override it.',
  LOCATION_UNKNOWN: "Correct the lead's postcode, or override it.",
  LOCATION_NO_MATCH: "Add the lead's area to the partner's setup, or override it.",
  FCA_REQUIRED: "Enter the partner's FCA number; where the preferences ask for it, the register must know it.",
  OFFLINE: 'The partner has paused its leads. It must be resumed first.',
  OUTSIDE_SCHEDULE: 'Wait until it opens, change its schedule, or override it.',
  DAILY_LIMIT: "Raise the partner's daily limit, or wait until its day ends.",
  MONTHLY_LIMIT: "Raise the partner's monthly limit, or wait until its month ends.",
  TYPE_DAILY_LIMIT: 'Raise the daily limit of its setup, or wait until its day ends.',
  TYPE_MONTHLY_LIMIT: 'Raise the monthly limit of its setup, or wait until its month ends.',
  NO_CREDIT: 'Enter a payment, or raise its credit limit.',
  NO_DELIVERY:
    'Give the partner an e-mail address for leads or a server that answers, and resume it if it was stopped.',
  NO_TRANSFER_NUMBER: 'Enter the telephone number that calls are transferred to.',
  ALREADY_REFERRED: 'A lead goes to a partner once, whatever came of it. Choose another one.',
  DUPLICATE_FOR_PARTNER: 'The partner had a lead of the same person lately. Choose another one, or override it.',
  FILTER: "The lead is not what the partner's filters ask for. Change them, or override it.",
  SUPPRESSED: 'The person asked not to be contacted. Nobody may override that.',
  NO_CONSENT: 'The person did not agree to be referred. Ask them first.',
}
