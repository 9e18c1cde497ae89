import { iconSvg } from './icon.ts'
import type { PageRoute } from './page-route.ts'

/** GET /favicon.ico: what browsers ask for whatever a page says. */
export const favicon: PageRoute = {
  method: 'GET',
  path: '/favicon.ico',
  handle: () =>
    new Response(iconSvg, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' } }),
}
