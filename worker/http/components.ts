import type * as v from 'valibot'
import { balanceSchema, statementLineSchema, verificationSchema } from '../../contract/billing.ts'
import { brokerSchema } from '../../contract/broker.ts'
import { deliverySchema } from '../../contract/delivery.ts'
import { failureSchema } from '../../contract/eligibility.ts'
import { anyField } from '../../contract/fields/field-list.ts'
import { createdKeySchema, formSettingsSchema, keySchema } from '../../contract/key.ts'
import {
  consideredSchema,
  eventSchema,
  leadReceiptSchema,
  leadSchema,
  leadSummarySchema,
  referralViewSchema,
} from '../../contract/lead.ts'
import { leadGroupSchema } from '../../contract/lead-group.ts'
import { leadTypeSchema } from '../../contract/lead-type.ts'
import { moneySchema, unsignedMoneySchema } from '../../contract/money.ts'
import { ownPartnerSchema, partnerSchema } from '../../contract/partner.ts'
import { placeSchema } from '../../contract/place.ts'
import { fieldProblemSchema, problemSchema } from '../../contract/problem.ts'
import { scheduleSchema } from '../../contract/schedule.ts'
import { listedSetupSchema, setupSchema, warningSchema } from '../../contract/setup.ts'

/**
 * Shapes that the OpenAPI document gives a name, so that generated clients have one type for each and the reference
 * tells each once. A shape without a line here is written out wherever it occurs.
 */
export const components: Record<string, v.GenericSchema> = {
  Broker: brokerSchema,
  LeadGroup: leadGroupSchema,
  LeadType: leadTypeSchema,
  Field: anyField,
  Partner: partnerSchema,
  OwnPartner: ownPartnerSchema,
  Schedule: scheduleSchema,
  Delivery: deliverySchema,
  Setup: setupSchema,
  ListedSetup: listedSetupSchema,
  Warning: warningSchema,
  Place: placeSchema,
  Key: keySchema,
  CreatedKey: createdKeySchema,
  FormSettings: formSettingsSchema,
  LeadReceipt: leadReceiptSchema,
  LeadSummary: leadSummarySchema,
  Lead: leadSchema,
  Referral: referralViewSchema,
  Considered: consideredSchema,
  Failure: failureSchema,
  Event: eventSchema,
  StatementLine: statementLineSchema,
  Balance: balanceSchema,
  Verification: verificationSchema,
  Money: moneySchema,
  UnsignedMoney: unsignedMoneySchema,
  Problem: problemSchema,
  FieldProblem: fieldProblemSchema,
}
