import { openDatabase } from './database/open'
import { loadDemo, migrateDatabase, refuseDemo, runner } from './database/prepare'
import { ended, start } from './tools/run'
import { say, step, Trouble } from './tools/say'
import { main } from './tools/stop'

/**
 * Commands on the database of this checkout, embedded or not; it is migrated first:
 * `migrate`, `demo`, or `run <script> [arguments]`.
 */
main(async () => {
  const [command, script, ...args] = process.argv.slice(2)
  const database = await step('Starting the database', () => openDatabase({ stays: true }))
  await migrateDatabase()
  if (command === 'migrate') return say('The database is up to date.')
  if (command === 'demo') {
    await refuseDemo(database)
    return step('Loading the demo company', () => loadDemo(database))
  }
  if (command !== 'run' || !script) throw new Trouble('Give migrate, demo, or run and a script')
  return ended(start(process.execPath, [...runner, script, ...args], { stdio: 'inherit' }))
})
