import { mailboxPages } from './dev/mailbox-pages.tsx'
import { docsPage, openApiPage } from './docs/docs.tsx'
import { favicon } from './favicon.ts'
import { fundsPages } from './funds/funds-pages.tsx'
import { statementPages } from './funds/statement-pages.tsx'
import { topUpPages } from './funds/top-up-pages.tsx'
import { paypalHook } from './hooks/paypal.ts'
import { twilioHook } from './hooks/twilio.ts'
import { landingPage } from './landing.tsx'
import { offerPages } from './offers/offer-pages.ts'
import type { PageRoute } from './page-route.ts'
import { signInPages } from './people/sign-in/sign-in-pages.tsx'
import { signUpPages } from './people/sign-up/sign-up-pages.tsx'
import { widgetPages } from './widget/widget-pages.ts'

/** Every page, in order. */
export const pages: readonly PageRoute[] = [
  landingPage,
  favicon,
  docsPage,
  openApiPage,
  ...widgetPages,
  ...signUpPages,
  ...signInPages,
  ...mailboxPages,
  ...fundsPages,
  ...topUpPages,
  ...statementPages,
  ...offerPages,
  paypalHook,
  twilioHook,
]
