import { closeDatabase } from '@/db/client'
import { seedDemo } from '@/db/seed/demo'

// A process that runs out of things to wait for has not told it.
process.exitCode = 1

/** Tells the demo into the database of DATABASE_URL, which has to be migrated. */
seedDemo().then(
  async () => {
    await closeDatabase()
    process.exit(0)
  },
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
