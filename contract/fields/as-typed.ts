import { refuse } from './field.ts'

/** The way in and out of a web form for kinds that keep a text. */
export const asTyped = {
  fromForm: ([text]: string[]): unknown => text,
  toForm: (value: string): string[] => [value],
  toText: (value: string): string => value,
}

export const notText = refuse('WRONG_TYPE', 'Expected text.')

/** Marks that show nothing (zero-width spaces, writing direction) and come along when a contact is copied. */
export const withoutMarks = (text: string): string => text.replace(/\p{Cf}/gu, '').trim()
