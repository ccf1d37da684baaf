'use client'
import { useTranslations } from 'next-intl'
import { saidIn } from '@/lib/sync/rules'
import type { Operation } from '../phone/db'

/** What was done, in words: "Notitie: de hond is los". */
export function useSaid(): (operation: Pick<Operation, 'name' | 'input'>) => string {
  const translate = useTranslations('field.unsent.deeds')
  return ({ name, input }) => {
    const isGiven = name === 'sync.handOver' && typeof input === 'object' && input !== null && 'name' in input
    const deed = name.replace('.', '_') as Parameters<typeof translate>[0]
    const words = isGiven ? '' : saidIn(input)
    return words ? `${translate(deed)}: ${words}` : translate(deed)
  }
}
