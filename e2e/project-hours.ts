import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { timeEntries } from '@/db/schema/hours'
import { proven, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { dayIn, Temporal } from '@/lib/time'

/**
 * Hours of the demo's technician on a project, for a journey: run by its spec with `node --import scripts/register.mjs`, the
 * project's id and the minutes as arguments.
 */
async function bookHours(projectId: string, minutes: number): Promise<void> {
  const [found] = await asSystem((tx) =>
    tx
      .select({ id: members.id, organizationId: members.organizationId, name: members.name })
      .from(members)
      .where(eq(members.email, 'technician@warmtebrigade.example')),
  )
  if (!found) throw new Error('the demo company is not there')
  const { id: memberId, name } = found
  const organizationId = proven(found.organizationId)
  const day = dayIn('Europe/Brussels', Temporal.Now.instant())
  await writing({ organizationId, kind: 'member', id: memberId, name, roles: ['technician'] }, ({ db }) =>
    db.insert(timeEntries).values({
      ...{ organizationId, id: newId(), memberId, projectId, day, minutes },
      ...{ hourType: 'work', origin: 'manual', netAmount: '0.00' },
    }),
  )
  process.exit(0)
}

const [projectId = '', minutes = '0'] = process.argv.slice(2)
void bookHours(projectId, Number(minutes))
