import type * as v from 'valibot'
import { answerCaptureSchema, answerConditionSchema, answerRuleSchema } from '../../contract/answer-rule.ts'
import {
  pastedAnswerSchema,
  proposedRuleSchema,
  readingSchema,
  triedAnswerSchema,
  triedRuleSchema,
} from '../../contract/answer-test.ts'
import { appointmentViewSchema } from '../../contract/appointment.ts'
import { actionSchema, automationSchema, conditionSchema, waitSchema } from '../../contract/automation.ts'
import { balanceSchema, statementLineSchema, verificationSchema } from '../../contract/billing.ts'
import { brokerSchema } from '../../contract/broker.ts'
import { decidedPartnerSchema, decisionStepSchema } from '../../contract/decision.ts'
import { dedupeSchema } from '../../contract/dedupe.ts'
import { deliverySchema } from '../../contract/delivery.ts'
import { loggedTrySchema, redeliveriesSchema } from '../../contract/delivery-log.ts'
import { previewedDeliverySchema } from '../../contract/delivery-preview.ts'
import { deliveryTestSchema } from '../../contract/delivery-test.ts'
import { failureSchema } from '../../contract/eligibility.ts'
import { fairnessSchema } from '../../contract/fairness.ts'
import { anyField } from '../../contract/fields/field-list.ts'
import { clauseSchema } from '../../contract/filter.ts'
import { changeSchema } from '../../contract/history.ts'
import { introducerTermsSchema, valueShareSchema } from '../../contract/introducer-terms.ts'
import { createdKeySchema, formSettingsSchema, keySchema } from '../../contract/key.ts'
import {
  consideredSchema,
  eventSchema,
  leadReceiptSchema,
  leadSchema,
  leadSummarySchema,
  referralViewSchema,
  trySchema,
} from '../../contract/lead.ts'
import { leadGroupSchema } from '../../contract/lead-group.ts'
import { copiedSettingsSchema, leadTypeSchema, settingsCopiedSchema } from '../../contract/lead-type.ts'
import { loginSchema } from '../../contract/login.ts'
import { mappedValueSchema, transformSchema } from '../../contract/mapping.ts'
import { moneySchema, unsignedMoneySchema } from '../../contract/money.ts'
import { noticeKindSchema, noticeSwitchesSchema } from '../../contract/notice.ts'
import { offerSchema } from '../../contract/offer.ts'
import { ownLeadSchema } from '../../contract/own-lead.ts'
import { savedOwnPartnerSchema } from '../../contract/own-partner.ts'
import { ownRightsSchema } from '../../contract/own-rights.ts'
import { listedOwnSetupSchema, offeredLeadTypeSchema, ownSetupSchema } from '../../contract/own-setup.ts'
import { ownPartnerSchema, partnerSchema, savedPartnerSchema } from '../../contract/partner.ts'
import { placeSchema } from '../../contract/place.ts'
import { preferencesViewSchema } from '../../contract/preferences.ts'
import { fieldProblemSchema, problemSchema } from '../../contract/problem.ts'
import { candidateSchema, capSchema } from '../../contract/refer.ts'
import { reportLineSchema } from '../../contract/report.ts'
import { bulkResultSchema, returnOptionsSchema, returnRateSchema, returnSchema } from '../../contract/return.ts'
import { returnPolicySchema } from '../../contract/return-policy.ts'
import {
  reversedIntroducerSchema,
  reversedLeadSchema,
  reversedReferralSchema,
  unreferredSchema,
} from '../../contract/reversal.ts'
import { runSchema } from '../../contract/run.ts'
import { holidaySchema, scheduleSchema } from '../../contract/schedule.ts'
import { listedSetupSchema, setupSchema } from '../../contract/setup.ts'
import { askedCodeSchema, sessionSchema, signedInSchema, startedSessionSchema } from '../../contract/sign-in.ts'
import {
  simulatedOutcomeSchema,
  simulatedPartnerSchema,
  simulatedShareSchema,
  simulationSchema,
} from '../../contract/simulation.ts'
import { leadStageSchema, stageSchema } from '../../contract/stage.ts'
import {
  headSchema,
  lineSchema,
  markSchema,
  statementDocumentSchema,
  statementLinkSchema,
  statementSummarySchema,
} from '../../contract/statement.ts'
import {
  suppressionsAddedSchema,
  suppressionsCheckedSchema,
  suppressionsRemovedSchema,
} from '../../contract/suppression.ts'
import { messageSchema, templateSchema } from '../../contract/template.ts'
import {
  fundsLinkSchema,
  paypalSchema,
  paypalTrialSchema,
  receiptSchema,
  topUpSchema,
  trialSchema,
} from '../../contract/top-up.ts'
import { warningSchema } from '../../contract/warning.ts'
import { webhookSchema, webhookSecretSchema } from '../../contract/webhook.ts'
import {
  messageLogSchema,
  replayedSchema,
  webhookAttemptSchema,
  webhookMessageSchema,
} from '../../contract/webhook-message.ts'

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
  SavedPartner: savedPartnerSchema,
  OwnPartner: ownPartnerSchema,
  SavedOwnPartner: savedOwnPartnerSchema,
  OwnRights: ownRightsSchema,
  Schedule: scheduleSchema,
  Holiday: holidaySchema,
  Delivery: deliverySchema,
  MappedValue: mappedValueSchema,
  Transform: transformSchema,
  PreviewedDelivery: previewedDeliverySchema,
  DeliveryTest: deliveryTestSchema,
  Login: loginSchema,
  AskedCode: askedCodeSchema,
  StartedSession: startedSessionSchema,
  Session: sessionSchema,
  SignedIn: signedInSchema,
  Setup: setupSchema,
  ListedSetup: listedSetupSchema,
  OfferedLeadType: offeredLeadTypeSchema,
  OwnSetup: ownSetupSchema,
  ListedOwnSetup: listedOwnSetupSchema,
  Warning: warningSchema,
  IntroducerTerms: introducerTermsSchema,
  ValueShare: valueShareSchema,
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
  Notice: noticeKindSchema,
  NoticeSwitches: noticeSwitchesSchema,
  Webhook: webhookSchema,
  WebhookSecret: webhookSecretSchema,
  WebhookMessage: webhookMessageSchema,
  WebhookLog: messageLogSchema,
  WebhookTry: webhookAttemptSchema,
  Replayed: replayedSchema,
  Run: runSchema,
  Key: keySchema,
  CreatedKey: createdKeySchema,
  FormSettings: formSettingsSchema,
  LeadReceipt: leadReceiptSchema,
  LeadSummary: leadSummarySchema,
  Lead: leadSchema,
  Referral: referralViewSchema,
  Try: trySchema,
  LoggedTry: loggedTrySchema,
  Redeliveries: redeliveriesSchema,
  Offer: offerSchema,
  OwnLead: ownLeadSchema,
  Appointment: appointmentViewSchema,
  AnswerRule: answerRuleSchema,
  AnswerCondition: answerConditionSchema,
  AnswerCapture: answerCaptureSchema,
  PastedAnswer: pastedAnswerSchema,
  AnswerReading: readingSchema,
  ProposedRule: proposedRuleSchema,
  TriedAnswer: triedAnswerSchema,
  TriedRule: triedRuleSchema,
  Return: returnSchema,
  ReturnPolicy: returnPolicySchema,
  ReturnOptions: returnOptionsSchema,
  ReturnRate: returnRateSchema,
  ReturnResults: bulkResultSchema,
  ReversedReferral: reversedReferralSchema,
  ReversedIntroducer: reversedIntroducerSchema,
  ReversedLead: reversedLeadSchema,
  Unreferred: unreferredSchema,
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
  TopUp: topUpSchema,
  Receipt: receiptSchema,
  FundsLink: fundsLinkSchema,
  PayPal: paypalSchema,
  PayPalTrial: trialSchema,
  PayPalTrialBegun: paypalTrialSchema,
  SignedStatement: statementDocumentSchema,
  StatementHead: headSchema,
  StatementMark: markSchema,
  SignedLine: lineSchema,
  StatementLink: statementLinkSchema,
  StatementSummary: statementSummarySchema,
  Money: moneySchema,
  UnsignedMoney: unsignedMoneySchema,
  Problem: problemSchema,
  FieldProblem: fieldProblemSchema,
}
