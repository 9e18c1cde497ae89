import type * as v from 'valibot'
import { appointmentViewSchema } from '../../contract/appointment.ts'
import { actionSchema, automationSchema, conditionSchema, waitSchema } from '../../contract/automation.ts'
import { balanceSchema, statementLineSchema, verificationSchema } from '../../contract/billing.ts'
import { brokerSchema } from '../../contract/broker.ts'
import { decidedPartnerSchema, decisionStepSchema } from '../../contract/decision.ts'
import { dedupeSchema } from '../../contract/dedupe.ts'
import { deliverySchema } from '../../contract/delivery.ts'
import { failureSchema } from '../../contract/eligibility.ts'
import { fairnessSchema } from '../../contract/fairness.ts'
import { anyField } from '../../contract/fields/field-list.ts'
import { clauseSchema } from '../../contract/filter.ts'
import { changeSchema } from '../../contract/history.ts'
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
import { copiedSettingsSchema, leadTypeSchema, settingsCopiedSchema } from '../../contract/lead-type.ts'
import { moneySchema, unsignedMoneySchema } from '../../contract/money.ts'
import { ownPartnerSchema, partnerSchema } from '../../contract/partner.ts'
import { placeSchema } from '../../contract/place.ts'
import { preferencesViewSchema } from '../../contract/preferences.ts'
import { fieldProblemSchema, problemSchema } from '../../contract/problem.ts'
import { candidateSchema, capSchema } from '../../contract/refer.ts'
import { reportLineSchema } from '../../contract/report.ts'
import { runSchema } from '../../contract/run.ts'
import { holidaySchema, scheduleSchema } from '../../contract/schedule.ts'
import { listedSetupSchema, setupSchema } from '../../contract/setup.ts'
import {
  simulatedOutcomeSchema,
  simulatedPartnerSchema,
  simulatedShareSchema,
  simulationSchema,
} from '../../contract/simulation.ts'
import { leadStageSchema, stageSchema } from '../../contract/stage.ts'
import {
  suppressionsAddedSchema,
  suppressionsCheckedSchema,
  suppressionsRemovedSchema,
} from '../../contract/suppression.ts'
import { messageSchema, templateSchema } from '../../contract/template.ts'
import { warningSchema } from '../../contract/warning.ts'

/**
 * Shapes that the OpenAPI document gives a name, so that generated clients have one type for each and the reference
 * tells each once. A shape without a line here is written out wherever it occurs.
 */
export const components: Record<string, v.GenericSchema> = {
  Broker: brokerSchema,
  Preferences: preferencesViewSchema,
  LeadGroup: leadGroupSchema,
  LeadType: leadTypeSchema,
  SettingsCopied: settingsCopiedSchema,
  CopiedSettings: copiedSettingsSchema,
  Field: anyField,
  Partner: partnerSchema,
  OwnPartner: ownPartnerSchema,
  Schedule: scheduleSchema,
  Holiday: holidaySchema,
  Delivery: deliverySchema,
  Setup: setupSchema,
  ListedSetup: listedSetupSchema,
  Warning: warningSchema,
  Clause: clauseSchema,
  Dedupe: dedupeSchema,
  SuppressionsAdded: suppressionsAddedSchema,
  SuppressionsRemoved: suppressionsRemovedSchema,
  SuppressionsChecked: suppressionsCheckedSchema,
  Place: placeSchema,
  Stage: stageSchema,
  LeadStage: leadStageSchema,
  Automation: automationSchema,
  Condition: conditionSchema,
  Wait: waitSchema,
  Action: actionSchema,
  Template: templateSchema,
  Message: messageSchema,
  Run: runSchema,
  Key: keySchema,
  CreatedKey: createdKeySchema,
  FormSettings: formSettingsSchema,
  LeadReceipt: leadReceiptSchema,
  LeadSummary: leadSummarySchema,
  Lead: leadSchema,
  Referral: referralViewSchema,
  Appointment: appointmentViewSchema,
  Candidate: candidateSchema,
  Cap: capSchema,
  Considered: consideredSchema,
  Failure: failureSchema,
  ReportLine: reportLineSchema,
  DecisionStep: decisionStepSchema,
  DecidedPartner: decidedPartnerSchema,
  Fairness: fairnessSchema,
  Simulation: simulationSchema,
  SimulatedOutcome: simulatedOutcomeSchema,
  SimulatedPartner: simulatedPartnerSchema,
  SimulatedShare: simulatedShareSchema,
  Event: eventSchema,
  Change: changeSchema,
  StatementLine: statementLineSchema,
  Balance: balanceSchema,
  Verification: verificationSchema,
  Money: moneySchema,
  UnsignedMoney: unsignedMoneySchema,
  Problem: problemSchema,
  FieldProblem: fieldProblemSchema,
}
