'use client'
import { BellRing, FilePlus2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { ButtonLink } from '@/components/ui/link'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { remind as remindCustomers } from '@/lib/approvals/actions'
import { remind as remindMembers } from '@/lib/reports/actions'
import type { UnbilledRow } from '@/lib/reports/queries/unbilled'
import type { DayText } from '@/lib/time'
import { PutOnConcept } from './bill-work'
import { billing, deed, type SolvingPage, solution } from './solution'

const atMost = 200

/** Reminds members or customers of what waits on them; each of the two once for all of these rows. */
export function useReminders() {
  const t = useTranslations('reports')
  const toast = useToast()
  const refresh = useRefresh()
  const ofMembers = useAction(remindMembers, {
    onDone: ({ reminded, already }) =>
      toast.done(t(reminded > 0 ? 'remind.members' : 'remind.already', { count: reminded || already })),
    onRefused: (refusal) => toast.refused(refusal),
  })
  const ofCustomers = useAction(remindCustomers, {
    onDone: ({ reminded }) => {
      toast.done(t('remind.customers', { count: reminded }))
      refresh()
    },
    onRefused: (refusal) => toast.refused(refusal),
  })
  return {
    members: (rows: readonly UnbilledRow[]) => ofMembers.run({ memberIds: membersOf(rows) }),
    customers: (rows: readonly UnbilledRow[]) => ofCustomers.run({ ids: requestsOf(rows) }),
    isPending: ofMembers.isPending || ofCustomers.isPending,
  }
}

/** Who can be reminded of these rows, and which requests wait for a customer; no more than one call takes. */
export const membersOf = (rows: readonly UnbilledRow[]) =>
  [...new Set(rows.flatMap((row) => row.remindId ?? []))].slice(0, atMost)
export const requestsOf = (rows: readonly UnbilledRow[]) =>
  [...new Set(rows.flatMap((row) => row.requestIds))].slice(0, atMost)

/** Buttons that remind everybody these rows wait for: all that is shown, or the chosen ones. */
export function RemindMany({ rows, onDone }: { rows: readonly UnbilledRow[]; onDone?: () => void }) {
  const t = useTranslations('reports')
  const remind = useReminders()
  const [members, requests] = [membersOf(rows).length, requestsOf(rows).length]
  return (
    <>
      {members > 0 && (
        <Button
          size="sm"
          icon={<BellRing />}
          isPending={remind.isPending}
          onPress={() => void remind.members(rows).then((reply) => reply.ok && onDone?.())}
        >
          {t('remind.allMembers', { count: members })}
        </Button>
      )}
      {requests > 0 && (
        <Button
          size="sm"
          icon={<BellRing />}
          isPending={remind.isPending}
          onPress={() => void remind.customers(rows).then((reply) => reply.ok && onDone?.())}
        >
          {t('remind.allCustomers', { count: requests })}
        </Button>
      )}
    </>
  )
}

/** The button of a row that solves it, and beside it what else can be done about it. */
export function RowDeeds({
  row,
  today,
  opens,
  mayBill,
  onAnyway,
  onOffer,
  onPoNumber,
}: {
  row: UnbilledRow
  today: DayText
  opens: readonly SolvingPage[]
  mayBill: boolean
  onAnyway: (row: UnbilledRow) => void
  onOffer: (row: UnbilledRow) => void
  onPoNumber: (row: UnbilledRow) => void
}) {
  const t = useTranslations('reports')
  const remind = useReminders()
  const first = deed(row, mayBill)
  const { href, key } = solution(row, opens)
  return (
    <span className="inline-flex items-center gap-1">
      {first === 'put' && <PutOnConcept row={row} today={today} />}
      {first === 'po' && (
        <Button size="sm" onPress={() => onPoNumber(row)}>
          {t('solve.po')}
        </Button>
      )}
      {first === 'offer' && (
        <Button size="sm" onPress={() => onOffer(row)}>
          {t('solve.offer')}
        </Button>
      )}
      {first === 'remindCustomer' && (
        <Button size="sm" isPending={remind.isPending} onPress={() => void remind.customers([row])}>
          {t('solve.remindCustomer')}
        </Button>
      )}
      {first === 'remind' && (
        <Button size="sm" isPending={remind.isPending} onPress={() => void remind.members([row])}>
          {t('solve.remind')}
        </Button>
      )}
      {first === null && (
        <ButtonLink href={href} size="sm">
          {t(`solve.${key}`)}
        </ButtonLink>
      )}
      {first === null && row.remindId && (
        <IconButton label={t('solve.remind')} size="sm" onPress={() => void remind.members([row])}>
          <BellRing />
        </IconButton>
      )}
      {billing(row, mayBill) === 'anyway' && (
        <IconButton label={t('solve.anyway')} size="sm" onPress={() => onAnyway(row)}>
          <FilePlus2 />
        </IconButton>
      )}
    </span>
  )
}
