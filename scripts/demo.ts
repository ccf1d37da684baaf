import { closeDatabase } from '@/db/client'
import { seedDemo } from '@/db/seed/demo'

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
