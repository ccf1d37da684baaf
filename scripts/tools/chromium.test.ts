import { describe, expect, it } from 'vitest'
import { findChromium } from './chromium'

const machine = (programs: string[], env: Record<string, string> = {}) => ({
  env: { PATH: '/usr/local/bin:/usr/bin', ...env } as unknown as NodeJS.ProcessEnv,
  own: () => '/cache/playwright/chrome',
  usable: (file: string) => programs.includes(file),
})

describe('finding a Chromium', () => {
  it('takes the one that was named, first of all', () => {
    const named = machine(['/opt/chrome', '/usr/bin/chromium'], { CHROMIUM_PATH: '/opt/chrome' })
    expect(findChromium(named)).toBe('/opt/chrome')
  })

  it('says so when that one is not there, rather than take another', () => {
    expect(() => findChromium(machine(['/usr/bin/chromium'], { CHROMIUM_PATH: '/opt/chrome' }))).toThrow(
      /^CHROMIUM_PATH/,
    )
  })

  it('looks along the PATH, in its order', () => {
    expect(findChromium(machine(['/usr/bin/chromium', '/usr/local/bin/google-chrome']))).toBe(
      '/usr/local/bin/google-chrome',
    )
  })

  it("falls back on Playwright's own, and on nothing", () => {
    expect(findChromium(machine(['/cache/playwright/chrome']))).toBe('/cache/playwright/chrome')
    expect(findChromium(machine([]))).toBeNull()
  })
})
