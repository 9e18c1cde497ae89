import { hiddenNames } from '../../../../contract/form.ts'
import type { SignUpOffer } from '../../../operations/sign-up/sign-up-offer.ts'
import { ErrorText, Field, Summary } from '../field.tsx'
import type { Filled } from './filled.ts'
import { Hours } from './hours.tsx'
import { Offers } from './offers.tsx'
import { Places } from './places.tsx'

export interface SignUpForm {
  offer: SignUpOffer
  filled: Filled
  /** By field: what is wrong. */
  errors: Record<string, string>
  /** A sentence about the whole form; empty when there is nothing to say. */
  notice: string
  /** The id that the sign-up will have, and the proof that this page was asked for. */
  pageId: string
  token: string
}

/** What the id of the page is called among the inputs. */
export const pageIdName = 'page-id'

/** The whole sign-up on one page (F40). */
export const SignUp = ({ offer, filled, errors, notice, pageId, token }: SignUpForm) => (
  <>
    <h1>Buy leads from {offer.broker.name}</h1>
    <p class="lead">
      Tell us who you are and what you are looking for. You confirm your e&#8209;mail address, we look at your details,
      and then leads come to you.
    </p>
    <Summary errors={errors} labels={labels} />
    {notice !== '' && (
      <p class="notice" role="alert">
        {notice}
      </p>
    )}
    <form method="post" action="/signup" novalidate>
      <Company filled={filled} errors={errors} />
      <Offers filled={filled} error={errors.leadTypeIds} offer={offer} />
      <Places filled={filled} error={errors.places} currency={offer.broker.currency} />
      <Hours filled={filled} error={errors.schedule} zone={offer.broker.zone} />
      <Terms filled={filled} error={errors.agreedTo} terms={offer.terms} />
      <div class="trap" aria-hidden="true">
        <input type="hidden" name={pageIdName} value={pageId} autocomplete="off" />
        <input type="hidden" name={hiddenNames.token} value={token} autocomplete="off" />
        <label>
          Leave this empty <input name={hiddenNames.trap} tabIndex={-1} autocomplete="off" />
        </label>
      </div>
      <button type="submit" class="primary">
        Sign up
      </button>
    </form>
  </>
)

const labels = {
  company: 'Company',
  contactName: 'Your name',
  email: 'E-mail address',
  phone: 'Telephone',
  website: 'Website',
  address: 'Address',
  leadTypeIds: 'What leads you want',
  places: 'Where from',
  schedule: 'Opening hours',
  agreedTo: 'Terms',
}

function Company({ filled, errors }: Pick<SignUpForm, 'filled' | 'errors'>) {
  const field = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    value: filled.text(name),
    error: errors[name],
  })
  return (
    <section class="part">
      <fieldset>
        <legend>Your company</legend>
        <Field {...field('company')} autocomplete="organization" maxLength={120} />
        <div class="pair">
          <Field {...field('contactName')} autocomplete="name" maxLength={120} />
          <Field {...field('phone')} type="tel" autocomplete="tel" maxLength={40} />
        </div>
        <Field
          {...field('email')}
          type="email"
          autocomplete="email"
          maxLength={254}
          help="You sign in with it, and leads and messages come to it."
        />
        <Field {...field('address')} autocomplete="street-address" rows={3} />
        <Field {...field('website')} type="url" autocomplete="url" maxLength={300} optional />
      </fieldset>
    </section>
  )
}

const Terms = ({ filled, error, terms }: { filled: Filled; error: string | undefined; terms: string }) => (
  <section class="part">
    <fieldset>
      <legend>{labels.agreedTo}</legend>
      <div class="terms">{terms}</div>
      <div class="field">
        <label class="tick">
          <input
            type="checkbox"
            id="agreedTo"
            name="terms"
            value="yes"
            required
            checked={filled.has('terms', 'yes')}
            aria-invalid={error === undefined ? undefined : 'true'}
            aria-describedby={error && 'agreedTo-error'}
          />
          <span>I agree.</span>
        </label>
        <ErrorText name="agreedTo" error={error} />
      </div>
    </fieldset>
  </section>
)
