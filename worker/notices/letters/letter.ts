/**
 * A message to one person that lets them in. Unlike a notice it cannot be switched off or rewritten, and it is made when
 * it is sent: nothing that waits has a code in it.
 */
export interface Letter {
  subject: string
  text: string
}

export interface LetterAbout {
  /** Who runs this deployment. */
  broker: string
  /** `1234 5678` */
  digits: string
  link: string
}
