'use client'
import { useTranslations } from 'next-intl'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { removeMaterial, saveMaterial } from '@/lib/execution/actions'
import type { StandingMaterial } from '@/lib/execution/rules'
import { sendChange } from '../versioned'
import type { VisitData } from '../visit-data'

type Known = VisitData['materials'][number]
/** Without a version it is new. */
export type Material = Omit<Known, 'version' | 'billing'> & { version?: number }

/**
 * Saving and taking back what was used or done extra: a change says which version it saw, so that nobody's number replaces
 * another's unseen. `save` answers whether the server has it.
 */
export function useMaterials(visit: VisitData, billing: 'included' | 'extra') {
  const t = useTranslations('field.material')
  const { formatLocale } = useRegion()
  const refresh = useRefresh()
  const toast = useToast()

  const amount = (quantity: string, unit: string) => `${formatDecimal(quantity, formatLocale, 0, 3)} ${unit}`
  const words = (one: Material, mine: string) => (current: StandingMaterial) => ({
    what: one.description,
    mine,
    theirs: current.isRemoved ? t('removed') : amount(current.quantity, one.unit),
    by: null,
  })

  async function save(one: Material): Promise<boolean> {
    const { version: seen, ...values } = one
    const reply = await sendChange(saveMaterial, {
      row: `material:${one.id}`,
      seen,
      input: (version) => ({ ...values, visitId: visit.id, billing, version }),
      words: words(one, amount(one.quantity, one.unit)),
    })
    if (!reply.ok && reply.code !== 'common.stale') toast.refused(reply)
    refresh()
    return reply.ok
  }

  async function remove(one: Known): Promise<void> {
    const reply = await sendChange(removeMaterial, {
      row: `material:${one.id}`,
      seen: one.version,
      input: (version) => ({ id: one.id, version: version ?? one.version }),
      words: words(one, t('remove')),
    })
    if (reply.ok) {
      const { billing: _, ...gone } = { ...one, version: reply.value.version }
      toast.done(t('removed'), { undo: () => void save(gone) })
    } else if (reply.code !== 'common.stale') toast.refused(reply)
    refresh()
  }

  return { save, remove }
}
