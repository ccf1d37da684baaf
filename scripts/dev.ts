import { context } from 'esbuild'
import { env, readEnv } from '@/lib/env'
import { loadDotEnv, openDatabase } from './database/open'
import { loadDemoWhenEmpty, migrateDatabase } from './database/prepare'
import { workerOptions } from './tools/build'
import { claimPort } from './tools/port'
import { ended, start } from './tools/run'
import { step, Trouble } from './tools/say'
import { isStopping, main, onStop } from './tools/stop'

/** `npm run dev`: the embedded database and demo, with pages rebuilt as they are edited. */
main(async () => {
  loadDotEnv()
  const { PORT: port, HOST: host } = env
  await claimPort(port, host)
  const database = await step('Starting the database', () => openDatabase())
  await step('Bringing the database up to date', migrateDatabase)
  database.guard()
  readEnv()
  await loadDemoWhenEmpty(database, process.argv.includes('--empty'))
  const worker = await context(workerOptions())
  onStop(() => worker.dispose())
  await worker.watch()
  const next = ['node_modules/next/dist/bin/next', 'dev', '--turbopack', '--port', String(port), '--hostname', host]
  const code = await ended(
    start(process.execPath, next, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development' } }),
  )
  if (!isStopping()) throw new Trouble(`The development server stopped by itself (exit code ${code})`)
})
