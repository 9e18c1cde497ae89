import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { batonPath, iconUrl } from './icon.ts'
import css from './pages.css'

export interface PageOptions {
  title: string
  /** Which entry of the top line this page is. */
  here?: string
  /** Style sheet of this page, after the shared one. */
  moreCss?: string
  status?: number
  headers?: Record<string, string>
  /** Lets a page that shows foreign HTML in a sandboxed frame keep that HTML's own inline styles. */
  anyStyle?: boolean
  /** The mailbox is offered in development only. */
  development: boolean
  children: ComponentChildren
}

/** A drawn page: plain data, so that it may be kept and answered again. */
export interface DrawnPage {
  html: string
  status: number
  headers: Record<string, string>
}

/**
 * A whole HTML document in the house's visual language. Its policy allows its own style sheet, by hash, and nothing
 * else: no script, no other host, no frame around it.
 */
export const page = async (options: PageOptions): Promise<Response> => respond(await draw(options))

export const respond = ({ html, ...init }: DrawnPage): Response => new Response(html, init)

export async function draw(options: PageOptions): Promise<DrawnPage> {
  const style = css + (options.moreCss ?? '')
  return {
    html: `<!doctype html>${renderToString(<Document {...options} style={style} />)}`,
    status: options.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(options.anyStyle ? "'unsafe-inline'" : await hashOf(style)),
      ...options.headers,
    },
  }
}

function Document({ title, here, development, style, children }: PageOptions & { style: string }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href={iconUrl} />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to content
        </a>
        <header class="top">
          <a class="brand" href="/">
            <Mark /> Baton
          </a>
          <nav aria-label="Pages">
            <TopLink href="/docs" name="API reference" here={here} />
            {development && <TopLink href="/mailbox" name="Mailbox" here={here} />}
          </nav>
        </header>
        {children}
      </body>
    </html>
  )
}

function TopLink({ href, name, here }: { href: string; name: string; here: string | undefined }) {
  return (
    <a href={href} aria-current={name === here ? 'page' : undefined}>
      {name}
    </a>
  )
}

/** Two hands, one baton. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d={batonPath} stroke="currentColor" stroke-width="4.5" stroke-linecap="round" />
      <circle cx="5" cy="7" r="2.5" fill="currentColor" />
      <circle cx="19" cy="17" r="2.5" fill="currentColor" />
    </svg>
  )
}

const policy = (styles: string): string =>
  `default-src 'none'; style-src ${styles}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

const hashes = new Map<string, string>()

/** A style sheet as a policy names it. Kept, as a Worker has a handful of style sheets and hashes them at every page. */
export async function hashOf(style: string): Promise<string> {
  const known = hashes.get(style)
  if (known !== undefined) return known
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  const hash = `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
  hashes.set(style, hash)
  return hash
}
