import { problemCodes } from '../../../contract/problem.ts'
import { Columns } from './schema-table.tsx'

/** Every code with its status and sentence; a problem's `type` leads here. */
export function ProblemList() {
  return (
    <section id="problems" aria-labelledby="problems-title">
      <div class="about stack">
        <h2 id="problems-title">Problems</h2>
        <p class="lead">
          Every refusal is a problem document (RFC 9457). Branch on its <code>code</code>: it never changes.
        </p>
        <table class="fields">
          <Columns />
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(problemCodes).map(([code, [status, sentence]]) => (
              <tr key={code} id={`problem-${code}`}>
                <th scope="row">
                  <code>{code}</code>
                </th>
                <td>
                  <span class="type">{status}</span>
                  <p>{sentence}</p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
