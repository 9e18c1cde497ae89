/** What is read of vitest's JSON report. */
export interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

export interface Counts {
  passed: number
  failed: number
}

/**
 * How many tests passed and failed. A file that could not even be loaded counts as one failed test, and so does a run
 * that failed for another reason or left no report: a failure is never counted as nothing.
 */
export function countTests(report: Report | null, { exitCode }: { exitCode: number }): Counts {
  if (report === null) return { passed: 0, failed: 1 }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return { passed: report.numPassedTests, failed: exitCode === 0 ? failed : Math.max(1, failed) }
}

/** The one line that a build reads. */
export const countLine = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`
