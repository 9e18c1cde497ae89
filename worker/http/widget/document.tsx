import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import theme from '../../../widget/frame/theme.css'

export interface DocumentOptions {
  status?: number
  title: string
  /** `en-GB`; the writing direction follows from it. */
  language: string
  /** The colour scheme that the host page asked for; undefined when the page stands on its own. */
  embed: Embed | undefined
  /** Websites that may frame the page. */
  ancestors: readonly string[]
  /** Address of the script, when the page has one. */
  script?: string | undefined
  /** What the script goes on from. */
  data?: unknown
  children: ComponentChildren
}

export type Embed = 'light' | 'dark' | 'auto'

/**
 * The loader asks for `?embed=` and a CSS colour scheme (`light dark`, `normal`); without it the page is the hosted
 * form. A host page that declares no dark scheme stays light for everybody, so its form must.
 */
export function embedOf({ searchParams }: URL): Embed | undefined {
  const schemes = searchParams.get('embed')?.split(' ')
  if (!schemes?.includes('dark')) return schemes && 'light'
  return schemes.includes('light') ? 'auto' : 'dark'
}

/**
 * A page of the widget as a whole HTML document. Its policy allows its own style sheet and script and no other host;
 * only the websites on the form's list may frame it (ENGINE 7).
 */
export async function documentResponse(options: DocumentOptions): Promise<Response> {
  const html = `<!doctype html>${renderToString(<Page {...options} />)}`
  return new Response(html, {
    status: options.status ?? 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy(await styleSource(), options.ancestors),
      'Referrer-Policy': 'same-origin',
    },
  })
}

function Page({ title, language, embed, script, data, children }: DocumentOptions) {
  const rightToLeft = /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/.test(language)
  return (
    <html lang={language} dir={rightToLeft ? 'rtl' : undefined} data-embed={embed}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>{title}</title>
        {script !== undefined && <script type="module" src={script} />}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <main>{children}</main>
        {data !== undefined && <Data value={data} />}
      </body>
    </html>
  )
}

/** JSON that no browser runs; `<` is written so that no text in it can end the block. */
const Data = ({ value }: { value: unknown }) => (
  <script
    type="application/json"
    id="view"
    dangerouslySetInnerHTML={{ __html: JSON.stringify(value).replaceAll('<', '\\u003c') }}
  />
)

const style = theme
  .replaceAll(/\s+/g, ' ')
  .replaceAll(/ ?([{};,]) ?/g, '$1')
  .replaceAll(': ', ':')

let knownSource: string | undefined

/** The style sheet as a policy names it. */
async function styleSource(): Promise<string> {
  if (knownSource !== undefined) return knownSource
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  knownSource = `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`
  return knownSource
}

const policy = (styles: string, ancestors: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    `style-src ${styles}`,
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${ancestors.join(' ') || "'none'"}`,
  ].join('; ')
