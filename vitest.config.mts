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
          include: ['{app,components,db,lib,workers,scripts}/**/*.test.{ts,tsx}'],
          globalSetup: 'scripts/test/global-setup.ts',
        },
      },
      {
        ...shared,
        test: {
          name: 'proofs',
          include: ['proofs/**/*.test.ts'],
          // Minutes of killing, not yet seen to end within npm test: `KILL=yes npm run test:unit -- --project proofs`.
          exclude: process.env.KILL ? [] : ['proofs/kill.test.ts'],
          globalSetup: 'scripts/test/global-setup.ts',
          testTimeout: 240_000,
        },
      },
      { ...shared, test: { name: 'tidy', include: ['tidy.test.ts'] } },
    ],
  },
})
