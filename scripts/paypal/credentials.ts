/** What lets the Worker in at the double of PayPal. They open nothing else. */
export const clientId = 'client-of-the-double'
export const clientSecret = 'secret-of-the-double'
export const webhookId = 'WH-DOUBLE-1'
