import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What a part of the tests counted, and of each failure a line that says where and what. */
export type Count = { passed: number; failed: number; failures?: string[] }

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[]
  }[]
}

const line = (where: string, what: string, why: string) =>
  [path.relative('.', where), what, why.split('\n')[0]].filter(Boolean).join(' › ')

/** A file that fails before its first test (an import that throws) is one failure of its own. */
export function countVitest(report: VitestReport): Count {
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => line(name, test.fullName, test.failureMessages?.[0] ?? '')),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    failures: [...failures, ...broken.map(({ name, message }) => line(name, '', message))],
  }
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
