import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

// A zone that no developer and no server is in, with an odd offset: a test that depends on the machine's own fails.
process.env.TZ = 'Asia/Kathmandu'

const root = import.meta.dirname
const shared = {
  resolve: {
    alias: { '@/': `${root}/`, 'server-only': `${root}/node_modules/server-only/empty.js` },
  },
  oxc: { jsx: { runtime: 'automatic' as const } },
}

const unitTests = globSync('{app,components,db,lib,workers,scripts}/**/*.test.{ts,tsx}', { cwd: root })
/** What changes its surroundings (a module, a global, a variable) gets a process of its own; the others share two, and load each module once. */
const changing = unitTests.filter((file) => /\bvi\.|process\.env\b/.test(readFileSync(`${root}/${file}`, 'utf8')))

export default defineConfig({
  ...shared,
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
    projects: [
      {
        ...shared,
        test: {
          name: 'unit',
          include: unitTests,
          exclude: changing,
          isolate: false,
          globalSetup: 'scripts/test/global-setup.ts',
        },
      },
      {
        ...shared,
        test: { name: 'unit-changing', include: changing, globalSetup: 'scripts/test/global-setup.ts' },
      },
      {
        ...shared,
        test: {
          name: 'proofs',
          include: ['proofs/**/*.test.ts'],
          exclude: ['proofs/kill.test.ts'],
          globalSetup: 'scripts/test/global-setup.ts',
          testTimeout: 240_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'kills',
          include: ['proofs/kill.test.ts'],
          globalSetup: 'scripts/test/global-setup.ts',
          // Beside nothing else: it restarts a database and its app twenty times.
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
        },
      },
      { ...shared, test: { name: 'tidy', include: ['tidy.test.ts'] } },
    ],
  },
})
