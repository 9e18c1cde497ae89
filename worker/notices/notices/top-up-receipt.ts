import type { Notice } from '../notice.ts'

export interface TopUpReceipt {
  broker: string
  partner: string
  /** The payment's id. */
  reference: string
  /** The receipt's number. */
  receipt: string
  credited: string
  vat: string
  vatRate: string
  total: string
  /** A page to print. */
  receiptUrl: string
}

/** To the partner: its payment has arrived, with the VAT in it (D19). */
export const topUpReceipt: Notice<'top-up-receipt', TopUpReceipt> = {
  kind: 'top-up-receipt',
  to: 'partner',
  switchable: false,
  subject: ({ broker, total }) => `Your payment of ${total} to ${broker}`,
  text: ({ broker, partner, reference, receipt, credited, vat, vatRate, total, receiptUrl }) =>
    `Thank you: ${broker} has your payment for ${partner}, and its credit is there to be used.

Receipt:    ${receipt}
Credited:   ${credited}
VAT:        ${vat} (${vatRate})
Total:      ${total}, paid by PayPal
Reference:  ${reference}

What to do: nothing. If you need the receipt for your books, it is here to print:
${receiptUrl}
`,
  example: {
    broker: 'Hearth & Home Leads',
    partner: 'Northside Windows',
    reference: 'top_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f4a5b',
    receipt: '48',
    credited: '£100.00',
    vat: '£20.00',
    vatRate: '20 %',
    total: '£120.00',
    receiptUrl: 'https://baton.example.com/top-ups/top_01a2b3c4-d5e6/receipt',
  },
}
