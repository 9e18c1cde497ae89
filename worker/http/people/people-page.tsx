import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { hashOf } from '../page.tsx'
import pagesCss from '../pages.css'
import css from './people.css'

export interface PeoplePage {
  /** Whose page it is, as its visitors know it: the broker. */
  broker: string
  title: string
  status?: number
  headers?: Record<string, string>
  /** One column for a few lines instead of the wide one. */
  narrow?: boolean
  /** Style sheet of this page, after the shared ones. */
  moreCss?: string
  children: ComponentChildren
}

/**
 * A page of the broker's for people: sign-up and signing in. It works without script and allows none; no other website
 * may frame it, no other is told its address, and nobody keeps a copy, since some show what one person wrote.
 */
export async function peoplePage({ status = 200, headers, ...page }: PeoplePage): Promise<Response> {
  const html = `<!doctype html>${renderToString(<Document {...page} />)}`
  return new Response(html, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(await hashOf(style + (page.moreCss ?? ''))),
      'Referrer-Policy': 'same-origin',
      ...headers,
    },
  })
}

/** To another page, which is read and not sent again; a cookie may come along. */
export const seeOther = (location: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { Location: location, ...headers } })

const Document = ({ broker, title, narrow = false, moreCss = '', children }: PeoplePage) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} – ${broker}`}</title>
      <link rel="icon" href="/favicon.ico" />
      <style dangerouslySetInnerHTML={{ __html: style + moreCss }} />
    </head>
    <body>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header class="top">
        <span class="brand">{broker}</span>
      </header>
      <main id="main" class={`column stack people${narrow ? ' narrow' : ''}`}>
        {children}
      </main>
    </body>
  </html>
)

const style = pagesCss + css

const policy = (styles: string): string =>
  `default-src 'none'; style-src ${styles}; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
