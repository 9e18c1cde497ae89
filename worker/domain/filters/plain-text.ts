/** The kinds of fields that hold words. A telephone number is no text: it has too many spellings to be compared as one. */
export const textKinds = ['text', 'longText', 'email'] as const

/** What two texts are compared by: whatever the case, and however their letters are made up. */
export const plainText = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

/** Whether a lead's text, if it is one, is as `test` wants it. */
export const textHolds = (actual: unknown, test: (text: string) => boolean): boolean =>
  typeof actual === 'string' && test(plainText(actual))
