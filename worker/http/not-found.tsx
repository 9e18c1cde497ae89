import { page } from './page.tsx'

/** Whether an address that is none is told to a person: a browser opened it, and it is none of the API's. Programs get the problem document. */
export const wantsPage = (request: Request): boolean =>
  !new URL(request.url).pathname.startsWith('/v1/') && /\btext\/html\b/i.test(request.headers.get('Accept') ?? '')

/** The page for an address where there is nothing. */
export const notFoundPage = ({ development }: { development: boolean }): Promise<Response> =>
  page({
    title: 'There is nothing here',
    status: 404,
    development,
    children: (
      <main id="main" class="column stack">
        <h1>There is nothing at this address.</h1>
        <p class="lead">It may have been mistyped, or what was here is gone.</p>
        <p>
          <a href="/">To the start</a>
        </p>
      </main>
    ),
  })
