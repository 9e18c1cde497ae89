import { type FieldProblem, type ProblemCode, problemCodes } from '../contract/problem.ts'

/** A request that is refused. The only class in the house; worker/http renders it as RFC 9457. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string | undefined
  readonly errors: FieldProblem[]
  /** In how many seconds it is worth to try again; a second where nobody knows. */
  readonly retryAfter: number

  constructor(
    code: ProblemCode,
    { detail, errors = [], retryAfter = 1 }: { detail?: string; errors?: FieldProblem[]; retryAfter?: number } = {},
  ) {
    super(detail ?? problemCodes[code][1])
    this.code = code
    this.detail = detail
    this.errors = errors
    this.retryAfter = retryAfter
  }

  get status(): number {
    return problemCodes[this.code][0]
  }
}
