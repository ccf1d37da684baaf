import { describe, expect, it } from 'vitest'
import { countFrom, countPlaywright, countVitest, settle } from './report'

describe('counting tests', () => {
  it('adds a file that broke before its first test, and names what failed', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        {
          name: `${process.cwd()}/lib/a.test.ts`,
          status: 'failed',
          message: '',
          assertionResults: [
            { status: 'failed', fullName: 'adds up', failureMessages: ['Error: 2 is not 3\n    at a.test.ts:1'] },
            { status: 'passed', fullName: 'stays', failureMessages: [] },
          ],
        },
        { name: `${process.cwd()}/lib/b.test.ts`, status: 'failed', message: 'no such import', assertionResults: [] },
      ],
    }
    expect(countVitest(report)).toEqual({
      passed: 3,
      failed: 2,
      failures: ['lib/a.test.ts › adds up › Error: 2 is not 3', 'lib/b.test.ts › no such import'],
    })
  })

  it('takes a flaky journey for a failed one, and an error outside any as one', () => {
    expect(countPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1 }, errors: [] })).toEqual({
      passed: 5,
      failed: 2,
    })
    expect(countPlaywright({ stats: { expected: 5, unexpected: 0, flaky: 0 }, errors: ['x'] })).toEqual({
      passed: 5,
      failed: 1,
    })
  })

  it('fails a run that ended badly, ran nothing, or told nothing', () => {
    expect(settle({ passed: 2, failed: 0 }, 1)).toEqual({ passed: 2, failed: 1 })
    expect(settle({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
    expect(settle({ passed: 2, failed: 0 }, 0)).toEqual({ passed: 2, failed: 0 })
    expect(countFrom('/nowhere.json', countVitest, 0)).toEqual({ passed: 0, failed: 1 })
  })
})
