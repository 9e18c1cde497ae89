import type { PageRoute } from '../page-route.ts'

/** The loader: host pages name it without a version, so it is asked for again every few minutes. */
export const loaderScript = scriptAt('/w.js', () => 'public, max-age=300, stale-while-revalidate=86400')

/** The form's script, with all kinds of fields and with the usual ones (script-address.ts chooses). */
export const frameScripts = [scriptAt('/frame.js', versioned), scriptAt('/frame-usual.js', versioned)]

/** Kept for good under the address that has its version. */
function versioned({ searchParams }: URL): string {
  return searchParams.has('v') ? 'public, max-age=31536000, immutable' : 'public, max-age=300'
}

function scriptAt(path: `/${string}`, cacheControl: (url: URL) => string): PageRoute {
  return {
    method: 'GET',
    path,
    async handle({ request, runtime }) {
      const file = await runtime.env.ASSETS.fetch(request)
      if (!file.ok) return file
      const response = new Response(file.body, file)
      response.headers.set('Cache-Control', cacheControl(new URL(request.url)))
      // Any website may run it, also one that isolates itself (Cross-Origin-Embedder-Policy).
      response.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
      return response
    },
  }
}
