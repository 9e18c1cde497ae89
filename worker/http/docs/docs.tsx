import type { Env } from '../../env.ts'
import { type OpenApi, openApi } from '../openapi.ts'
import { type DrawnPage, draw, respond } from '../page.tsx'
import type { PageRoute } from '../page-route.ts'
import { routes } from '../routes.ts'
import css from './docs.css'
import { DocsPage } from './docs-page.tsx'

/** GET /openapi.json: for machines. Readable from anywhere, as it holds nothing of this broker. */
export const openApiPage: PageRoute = {
  method: 'GET',
  path: '/openapi.json',
  handle: ({ runtime: { env } }) =>
    Response.json(apiOf(env), {
      headers: { 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' },
    }),
}

/** GET /docs: for people. Calls no other host and has no script. */
export const docsPage: PageRoute = {
  method: 'GET',
  path: '/docs',
  async handle({ request, runtime: { env } }) {
    const { origin } = new URL(request.url)
    const of = `${env.ENVIRONMENT} ${origin}`
    if (drawn?.of !== of) drawn = { of, page: await drawDocs(env, origin) }
    return respond(drawn.page)
  },
}

/** Drawn once an isolate: 100 ms of CPU at first and 50 after, for what cannot change before the next deployment. */
let drawn: { of: string; page: DrawnPage } | undefined

const drawDocs = (env: Env, origin: string): Promise<DrawnPage> =>
  draw({
    title: 'Baton: API reference',
    here: 'API reference',
    moreCss: css,
    headers: { 'Cache-Control': 'public, max-age=300' },
    development: env.ENVIRONMENT === 'development',
    children: <DocsPage api={apiOf(env)} origin={origin} />,
  })

/** What this deployment has. */
const apiOf = ({ ENVIRONMENT }: Env): OpenApi =>
  openApi(routes.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === ENVIRONMENT))
