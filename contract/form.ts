import type { Field } from './fields/field.ts'

/**
 * Names of the inputs that are no field of the lead. They have a hyphen, which no field's name can have. `trap` is the
 * one that people do not see: whatever fills it in is hardly a person.
 */
export const hiddenNames = { id: 'lead-id', token: 'form-token', pageUrl: 'page-url', trap: 'home-page' } as const

/** Goes with the problem SEND_AGAIN: the token to send the same form with once more. */
export const tokenHeader = 'Form-Token'

/**
 * What changes about a form while somebody fills it in. By field name:
 * `values` are the texts that the inputs begin with, `errors` is what is wrong now, `summary` what was wrong when the
 * form was last sent.
 */
export interface FormView {
  submitLabel: string
  fields: Field[]
  values: Record<string, string[]>
  errors: Record<string, string>
  summary: Record<string, string>
  /** One sentence about the form as a whole; empty when there is nothing to say. */
  notice: string
  /** `waiting`: it could not be sent, and it is tried again and again. */
  progress: 'open' | 'sending' | 'waiting'
}

/** What the page carries of it as inert JSON: the rest is known, or in the inputs already. */
export type DrawnView = Pick<FormView, 'submitLabel' | 'fields' | 'errors' | 'notice'>

/** A form as the Worker draws it: what changes, and what stays as it is drawn. */
export interface FormPage extends FormView {
  title: string
  intro: string
  thanks: string
  /** The id that the lead will have, and the proof that this page was asked for. */
  id: string
  token: string
  /** The host page; empty when it is not known. */
  pageUrl: string
}
