import { readFileSync } from 'node:fs'

export type Count = { passed: number; failed: number }

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

/** A file that fails before its first test (an import that throws) is one failure of its own. */
export function countVitest(report: VitestReport): Count {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] }

export function countPlaywright({ stats, errors }: PlaywrightReport): Count {
  const failed = stats.unexpected + stats.flaky
  return { passed: stats.expected, failed: failed === 0 && errors.length > 0 ? 1 : failed }
}

/**
 * What a runner counted, held against how it ended: a run that ended badly failed at least once, and one that ran
 * nothing has proven nothing.
 */
export function settle(count: Count, code: number): Count {
  if (code !== 0 && count.failed === 0) return { ...count, failed: 1 }
  if (count.passed + count.failed === 0) return { passed: 0, failed: 1 }
  return count
}

/** Counts from a runner's JSON file; one that wrote none has failed. */
export function countFrom<T>(file: string, count: (report: T) => Count, code: number): Count {
  try {
    return settle(count(JSON.parse(readFileSync(file, 'utf8')) as T), code)
  } catch {
    return { passed: 0, failed: 1 }
  }
}
