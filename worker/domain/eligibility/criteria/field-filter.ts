import { clauseText } from '../../filters/clause-text.ts'
import { firstFailingClause } from '../../filters/first-failing-clause.ts'
import type { Criterion } from '../criterion.ts'

/** D1.21: a setup may want only leads that say certain things; the failing clause is the reason. */
export const fieldFilter: Criterion = {
  code: 'FILTER',
  title: "Lead passes the setup's filters",
  needsLead: true,
  overridable: true,
  parks: 'never',
  check({ lead, setup }) {
    if (lead === null || setup === null || setup.filters.length === 0) return null
    const failing = firstFailingClause(setup.filters, lead)
    if (failing === null) return null
    const field = lead.fields.find(({ name }) => name === failing.clause.field)
    return { field: failing.clause.field, wanted: clauseText(failing.clause, { field }), actual: failing.actual }
  },
}
