import type { ComponentChildren } from 'preact'
import { Field } from './field.tsx'
import { peoplePage } from './people-page.tsx'

interface CodePage {
  broker: string
  title: string
  /** Where the form goes. */
  action: string
  button: string
  /** What the link of the e-mail brought; null: the person types the eight digits. */
  code: string | null
  error?: string | undefined
  status?: number
  headers?: Record<string, string>
  children: ComponentChildren
}

/**
 * Where a one-time code is put in. A link only brings it here: a person presses the button, so that a mail program that
 * looks at links in advance uses no code up.
 */
export const codePage = ({ broker, title, action, button, code, error, status, headers, children }: CodePage) =>
  peoplePage({
    broker,
    title: error === undefined ? title : `Error: ${title}`,
    narrow: true,
    status: status ?? 200,
    ...(headers && { headers }),
    children: (
      <>
        <h1>{title}</h1>
        {children}
        <form method="post" action={action} class="plain" novalidate>
          {code !== null && error === undefined ? (
            <input type="hidden" name="code" value={code} />
          ) : (
            <div class="digits">
              <Field
                name="code"
                label="Code from the e-mail"
                help="Eight digits."
                value=""
                error={error}
                inputMode="numeric"
                autocomplete="one-time-code"
                maxLength={60}
              />
            </div>
          )}
          <button type="submit" class="primary">
            {button}
          </button>
        </form>
      </>
    ),
  })
