import { mailboxPages } from './dev/mailbox-pages.tsx'
import { docsPage, openApiPage } from './docs/docs.tsx'
import { landingPage } from './landing.tsx'
import type { PageRoute } from './page-route.ts'
import { widgetPages } from './widget/widget-pages.ts'

/** Every page, in order. */
export const pages: readonly PageRoute[] = [landingPage, docsPage, openApiPage, ...widgetPages, ...mailboxPages]
