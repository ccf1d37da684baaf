import { readEnv } from '@/lib/env'
import { openDatabase } from './database/open'
import { migrateDatabase } from './database/prepare'
import { buildWhenNeeded } from './tools/build'
import { freePort } from './tools/port'
import { ended } from './tools/run'
import { say, Trouble } from './tools/say'
import { startServer } from './tools/server'
import { isStopping, main } from './tools/stop'

/** `npm run worker`: the same build, for jobs only. Its port is nobody's business. */
main(async () => {
  await openDatabase({ stays: true })
  readEnv()
  await migrateDatabase()
  await buildWhenNeeded()
  process.env.JOBS = 'only'
  const worker = startServer({ port: await freePort(), host: '127.0.0.1' })
  say('The worker runs; Ctrl-C stops it.')
  const code = await ended(worker)
  if (!isStopping()) throw new Trouble(`The worker stopped by itself (exit code ${code})`)
})
