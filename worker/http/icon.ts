/** The line of the mark: two hands, one baton. */
export const batonPath = 'M6.5 17.5l11-11'

/** The mark as a file of its own. */
export const iconSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"><path d="${batonPath}" stroke="#0d8a6c" stroke-width="4.5" stroke-linecap="round"/><circle cx="5" cy="7" r="2.5" fill="#0d8a6c"/><circle cx="19" cy="17" r="2.5" fill="#0d8a6c"/></svg>`

/** The mark for the head of a page, which then asks for no file. */
export const iconUrl = `data:image/svg+xml,${encodeURIComponent(iconSvg)}`
