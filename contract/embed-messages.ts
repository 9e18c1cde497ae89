/**
 * What the frame says to its host page, and nothing else: it has taken over, how high it is (CSS pixels), the form was
 * sent. No message carries anything that a person typed. The frame listens to nothing: the address of the host page
 * reaches it in the fragment of its own address, which no server sees.
 */
export type EmbedMessage = { baton: 'ready' } | { baton: 'height'; height: number } | { baton: 'sent' }
