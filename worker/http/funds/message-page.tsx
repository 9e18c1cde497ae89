import type { ComponentChildren } from 'preact'
import { peoplePage } from '../people/people-page.tsx'
import css from './funds.css'

/** A link that has ended, or was never ours: nothing of anybody is told. */
export const endedPage = (broker: string): Promise<Response> =>
  messagePage({
    broker,
    title: 'This link is no longer open',
    status: 404,
    children: (
      <p class="lead">It may have ended, or was not copied whole. Go back to where you had it from, and ask again.</p>
    ),
  })

export const messagePage = ({
  broker,
  title,
  status,
  children,
}: {
  broker: string
  title: string
  status: number
  children: ComponentChildren
}): Promise<Response> =>
  peoplePage({
    broker,
    title,
    status,
    narrow: true,
    moreCss: css,
    children: (
      <>
        <h1>{title}</h1>
        {children}
      </>
    ),
  })
