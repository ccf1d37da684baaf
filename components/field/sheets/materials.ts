'use client'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { useToast } from '@/components/ui/toast'
import type { VisitData } from '@/lib/field/view/data'
import { useAct } from '../phone/use-visit'

type Known = VisitData['materials'][number]
/** Without a version it is new. */
export type Material = Omit<Known, 'version' | 'billing'> & { version?: number }

/**
 * Saving and taking back what was used or done extra: a change says which version it saw, so that nobody's number replaces
 * another's unseen. `save` answers whether it is kept.
 */
export function useMaterials(visit: VisitData, billing: 'included' | 'extra') {
  const t = useTranslations('field.material')
  const act = useAct()
  /** The version that each row has after the last change of this screen. */
  const own = useRef(new Map<string, number>())
  const toast = useToast()

  async function save(one: Material): Promise<boolean> {
    // Plus tapped twice is two changes, of which the second saw the first, also before the screen showed it.
    const seen = one.version && Math.max(one.version, own.current.get(one.id) ?? 0)
    own.current.set(one.id, (seen ?? 0) + 1)
    const refusal = await act('execution.saveMaterial', { ...one, visitId: visit.id, billing, version: seen })
    if (refusal) toast.refused(refusal)
    return refusal === null
  }

  async function remove({ id, version, billing: _, ...one }: Known): Promise<void> {
    const refusal = await act('execution.removeMaterial', { id, version })
    if (refusal) return toast.refused(refusal)
    toast.done(t('removed'), { undo: () => void save({ id, ...one, version: version + 1 }) })
  }

  return { save, remove }
}
