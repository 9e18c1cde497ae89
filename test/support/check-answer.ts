import * as v from 'valibot'
import { problemSchema } from '../../contract/problem.ts'
import type { AnyRoute } from '../../worker/http/route.ts'
import { routes } from '../../worker/http/routes.ts'
import type { Answer } from './client.ts'

/** Throws when an answer is not what its route declares: another status, another shape, a refusal that is no problem. */
export function checkAnswer(method: string, path: string, answer: Answer): void {
  const isRefused = answer.status >= 400
  if (isRefused && path.startsWith('/v1/'))
    expectShape(problemSchema, answer.body, `${method} ${path} ${answer.status}`)
  const route = isRefused ? undefined : findRoute(method, path)
  if (route === undefined || answer.headers.get('Content-Type')?.startsWith('text/csv')) return
  const isDryRun = answer.headers.get('Dry-Run') === 'true'
  const { status, body } = isDryRun ? answer.body : answer
  if (status !== route.answer.status) throw new Error(`${method} ${path} answers ${status}, not ${route.answer.status}`)
  expectShape(route.answer.body, body, `${method} ${path}${isDryRun ? ' (dry run)' : ''}`)
}

/** The declared route that answers this address. */
export function findRoute(method: string, path: string, list: readonly AnyRoute[] = routes): AnyRoute | undefined {
  const pathname = path.split('?')[0]!
  return list.find((route) => route.method === method && toPattern(route.path).test(pathname))
}

const toPattern = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

function expectShape(schema: v.GenericSchema, value: unknown, what: string): void {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`)
  throw new Error(`The answer of ${what} is not as declared:\n${faults.join('\n')}\n${JSON.stringify(value)}`)
}
