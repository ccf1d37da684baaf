import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from '@/db/migrate'
import { env } from '@/lib/env'
import { buildWorkers } from '../tools/build'
import { must } from '../tools/run'
import { say, step, Trouble } from '../tools/say'
import { dataFolder, emptyEmbedded } from './embedded'
import { companies, type Opened } from './open'

/** Brings the opened database to the version of the sources. */
export function migrateDatabase(): Promise<void> {
  return migrate({ ownerUrl: env.DATABASE_OWNER_URL, appRole: decodeURIComponent(new URL(env.DATABASE_URL).username) })
}

/** The demo has logins with a public password: in production on a database of one's own only if asked for by name. */
export function demoIsRefused({ embedded }: Pick<Opened, 'embedded'>): boolean {
  return !embedded && process.env.NODE_ENV === 'production' && env.DEMO !== 'yes'
}

export const runner = ['--import', './scripts/register.mjs']
const unfinished = join(dataFolder, 'demo-unfinished')

/** Half a month is no demo: what is left of one that was cut short goes, unless a company of somebody's own stands beside it. */
export function isOnlyHalfDemo({ count, demos }: { count: number; demos: number }): boolean {
  return count === demos
}

/** Before anybody is served: the embedded database without what is left of a demo that was cut short. */
async function forgetHalfDemo({ embedded }: Opened): Promise<void> {
  if (!embedded || !existsSync(unfinished)) return
  if (isOnlyHalfDemo(await companies())) {
    await emptyEmbedded()
    await migrateDatabase()
  } else say('  The demo data is not complete; it stays as it is beside your company.')
  rmSync(unfinished)
}

/**
 * Tells the demo company's month into an empty database, unless it `isLeftOut`; says whether the demo's logins are there.
 */
export async function loadDemoWhenEmpty(database: Opened, isLeftOut = false): Promise<'there' | 'left out'> {
  await forgetHalfDemo(database)
  if (isLeftOut) return 'left out'
  const { count, demos } = await companies()
  if (count > 0) return demos > 0 ? 'there' : 'left out'
  if (demoIsRefused(database)) {
    say('  No demo data: this is production (DEMO=yes loads it all the same).')
    return 'left out'
  }
  await step('Loading the demo company', () => loadDemo(database))
  return 'there'
}

/** In a process of its own, which gives back the memory of drawing photos and PDFs. */
export async function loadDemo({ embedded }: Pick<Opened, 'embedded'>): Promise<void> {
  // The demo's reports and invoices are real PDFs.
  await buildWorkers()
  if (embedded) writeFileSync(unfinished, '')
  await must('The demo could not be loaded', process.execPath, [...runner, 'scripts/demo.ts'])
  rmSync(unfinished, { force: true })
}

/** For `npm run seed:demo`: the demo beside other companies would share their addresses. */
export async function refuseDemo(database: Opened): Promise<void> {
  if (demoIsRefused(database))
    throw new Trouble('No demo in production on a database of your own, unless DEMO=yes says so')
  if ((await companies()).demos > 0) throw new Trouble('The demo company is there already')
}
