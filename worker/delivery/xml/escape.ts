/**
 * A text as the content of an XML element. Characters that XML 1.0 does not have (most control characters, halves of a
 * surrogate pair) are left out: no spelling would carry them. A carriage return is written so that a parser keeps it.
 */
export const escapeText = (text: string): string =>
  ofXml(text).replace(/[&<>\r]/g, (character) => entities[character] as string)

/**
 * A text inside a quoted attribute, where a parser would turn line breaks and tabs into blanks. Good as the content of an
 * element too: that is how values go into templates.
 */
export const escapeAttribute = (text: string): string =>
  ofXml(text).replace(/[&<>"'\r\n\t]/g, (character) => entities[character] as string)

const ofXml = (text: string): string => text.replace(/(?![\t\n\r\u007f-\u009f])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}
