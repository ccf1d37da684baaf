import { env, readEnv } from '@/lib/env'
import { loadDotEnv, openDatabase } from './database/open'
import { loadDemoWhenEmpty, migrateDatabase } from './database/prepare'
import { buildWhenNeeded } from './tools/build'
import { claimPort } from './tools/port'
import { ended } from './tools/run'
import { say, step, Trouble } from './tools/say'
import { answered, startServer } from './tools/server'
import { isStopping, main } from './tools/stop'

const demoPassword = 'werkstroom-demo'
const demoPeople = ['admin', 'planner', 'technician', 'administration']

/** `npm start`: everything from an empty folder to a served page. */
main(async () => {
  loadDotEnv()
  const { PORT: port, HOST: host } = env
  await claimPort(port, host)
  const database = await step('Starting the database', () => openDatabase())
  // All of it, before the server does, which says it less well.
  readEnv()
  await step('Bringing the database up to date', migrateDatabase)
  database.guard()
  const demo = await loadDemoWhenEmpty(database, process.argv.includes('--empty'))
  await buildWhenNeeded()
  const server = startServer({ port, host })
  const gone = ended(server)
  await answered(server, `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}/`)
  say(`\nWerkstroom runs at ${env.APP_URL}`)
  if (demo === 'there')
    say(
      `Sign in as ${demoPeople.map((name) => `${name}@`).join(', ')} warmtebrigade.example with the password ${demoPassword}`,
    )
  say('Ctrl-C stops it.')
  const code = await gone
  if (isStopping()) return
  throw new Trouble(`The web server stopped by itself (exit code ${code})`)
})
