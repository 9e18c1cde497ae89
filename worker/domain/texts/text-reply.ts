/** What became of a text that came in. `ON` and `OFF`: how the leads are then, whether or not that changed anything. */
export type TextResult =
  | 'ON'
  | 'OFF'
  | 'PIN_NEEDED'
  | 'NOT_UNDERSTOOD'
  | 'UNKNOWN_NUMBER'
  | 'SHARED_NUMBER'
  | 'SWITCHED_OFF'
  | 'TOO_OFTEN'
  | 'STOPPED'
  | 'STARTED'

/**
 * What is answered; null: nothing, to somebody who wants no texts (the provider says what must be said) or has
 * had enough of them. Every answer
 * says how things are then. A stranger learns nothing but how to get known.
 */
export function textReply(result: TextResult, broker: string): string | null {
  switch (result) {
    case 'ON':
      return `${broker}: your leads are ON. Text LEADS OFF to pause them.`
    case 'OFF':
      return `${broker}: your leads are OFF. Text LEADS ON to get them again.`
    case 'PIN_NEEDED':
      return `${broker}: nothing was changed. To switch leads on, text LEADS ON and the PIN that you were given.`
    case 'NOT_UNDERSTOOD':
      return `${broker}: nothing was changed. Text LEADS ON or LEADS OFF.`
    case 'UNKNOWN_NUMBER':
      return `${broker}: nothing was changed. This number is not known here; ask us to add it to your account.`
    case 'SHARED_NUMBER':
      return `${broker}: nothing was changed. Several accounts have this number; ask us to give each its own.`
    case 'SWITCHED_OFF':
      return `${broker}: nothing was changed. Leads cannot be paused or resumed by text at present.`
    case 'STARTED':
      return `${broker}: you get our texts again.`
    case 'TOO_OFTEN':
    case 'STOPPED':
      return null
  }
}
