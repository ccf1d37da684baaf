'use client'
import { CalendarPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { uuidv7 } from 'uuidv7'
import { DateText } from '@/components/ui/date-text'
import { useToast } from '@/components/ui/toast'
import { addMinutes, type DayText, type InstantText } from '@/lib/time'
import { assign } from '@/lib/visits/actions'

/** The empty place on the planboard from which a new order was asked: there it is planned when it is saved. */
export type OrderPlace = { memberId: string; name: string; day: DayText; startAt: InstantText }

/** Says where the order will be planned. */
export function PlaceNotice({ place, minutes }: { place: OrderPlace; minutes: number }) {
  const t = useTranslations('orders')
  return (
    <p className="flex items-center gap-2 rounded-md bg-accent-soft px-3 py-2 text-accent-ink">
      <CalendarPlus aria-hidden className="size-4 shrink-0" />
      <span>
        {t('plannedThere', { name: place.name })}{' '}
        <DateText value={place.startAt} until={addMinutes(place.startAt, minutes)} />
      </span>
    </p>
  )
}

/**
 * Goes on after an order was made: to the board where it was planned (or to its form there when that was refused), to the
 * form that plans it, or to the order.
 */
export function useGoOn(place: OrderPlace | null): (orderId: string, minutes: number, isPlanning: boolean) => void {
  const router = useRouter()
  const toast = useToast()
  return async (orderId, minutes, isPlanning) => {
    if (!place) return router.push(isPlanning ? `/planboard?order=${orderId}` : `/orders/${orderId}`)
    const { memberId, day, startAt } = place
    const at = { startAt, endAt: addMinutes(startAt, minutes) }
    const reply = await assign({ orderId, memberIds: [memberId], ...at }, uuidv7()).catch(
      () => ({ ok: false, code: 'common.offline' }) as const,
    )
    if (!reply.ok) toast.refused(reply)
    router.push(`/planboard?date=${day}${reply.ok ? '' : `&order=${orderId}`}`)
  }
}
