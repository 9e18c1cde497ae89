import type { Runtime } from '../make-ctx.ts'

/** What people and browsers open: not part of the API, not in the OpenAPI document, and without a key. */
export interface PageRoute {
  method: 'GET' | 'POST' | 'OPTIONS' | 'OPTIONS'
  /** `/f/{key}` */
  path: `/${string}`
  /** Is not there at all (404) in any other environment. */
  onlyIn?: 'development'
  handle(call: { request: Request; params: Record<string, string>; runtime: Runtime }): Response | Promise<Response>
}
