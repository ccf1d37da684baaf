import postgres from 'postgres'
import { closeDatabase } from '@/db/client'
import { seedDemo } from '@/db/seed/demo'
import { env } from '@/lib/env'

// A process that runs out of things to wait for has not told it.
process.exitCode = 1

/** Until Postgres itself has counted what is new, a minute later, it may read a company as if it were empty: for half a minute a page. */
async function countRows(): Promise<void> {
  const owner = postgres(env.DATABASE_OWNER_URL, { max: 1, onnotice: () => {} })
  await owner`analyze`
  await owner.end()
}

/** Tells the demo into the database of DATABASE_URL, which has to be migrated. */
seedDemo().then(
  async () => {
    await countRows()
    await closeDatabase()
    process.exit(0)
  },
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
