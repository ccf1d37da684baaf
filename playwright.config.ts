import { defineConfig } from '@playwright/test'
import { isWindowless } from './scripts/tools/chromium'

// Needs two app processes behind a proxy: `npm run test:external`.
const elsewhere = process.env.PROCESSES ? [] : ['processes.spec.ts']

/** Run by scripts/test/journeys.ts, which starts the server, its database and its demo, and says where they are. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  testIgnore: elsewhere,
  outputDir: 'test-results',
  // Each journey makes what it needs, so that two can be walked at once; two browsers with windows are too much for two cores.
  workers: isWindowless(process.env.CHROMIUM_PATH ?? '') ? 2 : 1,
  // A retry would hide what a person would meet.
  retries: 0,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // First what another journey beside it would disturb, or be held up by: how soon a second planner sees a move, what all final
  // invoices of the company go through, and whole pages held still.
  projects: [
    { name: 'board', testMatch: 'planboard.spec.ts' },
    { name: 'finals', testMatch: ['handover.spec.ts', 'invoice-run.spec.ts'], dependencies: ['board'] },
    { name: 'accessibility', testMatch: 'accessibility.spec.ts', dependencies: ['finals'] },
    {
      name: 'journeys',
      testIgnore: [
        ...elsewhere,
        'planboard.spec.ts',
        'handover.spec.ts',
        'invoice-run.spec.ts',
        'accessibility.spec.ts',
      ],
      dependencies: ['accessibility'],
    },
  ],
  use: {
    baseURL: process.env.APP_URL,
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    // Recording every step takes longer than taking it: only when somebody is going to look (TRACE=1).
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    // As for who asked their system for less movement: drawing what moves takes a sixth of the processor.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
