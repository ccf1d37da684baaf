'use client'
import { CalendarPlus, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { StatusBadge } from '@/components/ui/badge'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { cx } from '@/components/ui/cx'
import { DateText } from '@/components/ui/date-text'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Money } from '@/components/ui/money'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { removeRate } from '@/lib/hours/actions'
import type { RateRow } from '@/lib/hours/queries/rates'
import { rateConditions, rateRank, ratesToRead } from '@/lib/hours/rules/rates'
import { addDays } from '@/lib/time'
import { useRateWords } from './rate-words'

type Shown = RateRow & { until: string | null; standing: 'now' | 'later' | 'before' }

/** Rates, the most general first, what names the same things together: what stands lower wins. `isPart`: those of one contract, in its card. */
export function RateList({
  rates,
  today,
  isPart,
  onEdit,
  onReplace,
}: {
  rates: readonly RateRow[]
  today: string
  isPart?: boolean
  onEdit: (rate: RateRow) => void
  onReplace: (rate: RateRow) => void
}) {
  const t = useTranslations('hours.rates')
  const words = useRateWords(isPart)
  const groups = Map.groupBy(standingOf(ratesToRead(rates), today), rateRank)
  return (
    <div className={cx(!isPart && 'overflow-hidden rounded-md border border-line bg-surface')}>
      {[...groups].map(([rank, group], index) => (
        <section
          key={rank}
          aria-labelledby={`rates-${rank}`}
          className="not-first:border-t not-first:border-line-strong"
        >
          <h3
            id={`rates-${rank}`}
            className="flex flex-wrap items-baseline gap-x-2 border-b border-line bg-sunken px-4 py-1.5 text-sm"
          >
            <span className="font-medium first-letter:uppercase">{group[0] && words.kind(group[0])}</span>
            {!(isPart && index === 0) && (
              <span className="text-ink-faint">{t(index === 0 ? 'groupFirst' : 'groupWins')}</span>
            )}
          </h3>
          <ul>
            {group.map((rate) => (
              <RateLine
                key={rate.id}
                rate={rate}
                isPart={isPart}
                onEdit={() => onEdit(rate)}
                onReplace={() => onReplace(rate)}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function RateLine({
  rate,
  isPart,
  onEdit,
  onReplace,
}: {
  rate: Shown
  isPart?: boolean
  onEdit: () => void
  onReplace: () => void
}) {
  const t = useTranslations('hours.rates')
  const words = useRateWords(isPart)
  const actions = useTranslations('common.actions')
  const toast = useToast()
  const refresh = useRefresh()
  const [isAsked, setAsked] = useState(false)
  const remove = useAction(removeRate, {
    onDone: ({ repriced }) => {
      toast.done(t('removed', { count: repriced }))
      refresh()
    },
    onRefused: (reply) => {
      toast.refused(reply)
      refresh()
    },
  })
  return (
    <li className="flex items-center gap-2 border-line py-1 pr-1.5 pl-4 not-first:border-t">
      <div
        className={cx(
          'grid min-w-0 flex-1 items-baseline gap-x-4 py-1 sm:grid-cols-[minmax(0,1fr)_6.5rem_13rem_5.5rem]',
          rate.standing === 'before' && 'text-ink-faint',
        )}
      >
        <span className="min-w-0 wrap-anywhere first-letter:uppercase">{words.who(rate)}</span>
        <Money value={rate.price} mostDigits={4} isStrong={rate.standing === 'now'} className="sm:text-right" />
        <span className="text-sm text-ink-soft">
          {t('since')} <DateText value={rate.validFrom} hasTime={false} />
          {rate.until && (
            <>
              {' '}
              {t('until')} <DateText value={rate.until} hasTime={false} />
            </>
          )}
        </span>
        <span className="text-sm">
          <StatusBadge tone={{ now: 'done', later: 'planned', before: 'todo' }[rate.standing] as 'done'} look="plain">
            {t(`standing.${rate.standing}`)}
          </StatusBadge>
        </span>
      </div>
      <Menu
        label={words.who(rate)}
        trigger={
          <IconButton label={t('more', { name: words.who(rate) })}>
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem icon={<CalendarPlus />} onAction={onReplace}>
          {t('replace')}
        </MenuItem>
        {!rate.isBilled && (
          <MenuItem icon={<Pencil />} onAction={onEdit}>
            {actions('edit')}
          </MenuItem>
        )}
        <MenuItem icon={<Trash2 />} isDangerous onAction={() => setAsked(true)}>
          {actions('remove')}
        </MenuItem>
      </Menu>
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t('removeTitle', { name: words.who(rate) })}
        confirmText={actions('remove')}
        isDangerous
        onConfirm={() => remove.run({ id: rate.id, version: rate.version })}
      >
        {t(rate.isBilled ? 'removeBilled' : 'removeText')}
      </ConfirmDialog>
    </li>
  )
}

/** Rates of the same conditions follow each other: each counts until the day before the next one. */
function standingOf(rates: readonly RateRow[], today: string): Shown[] {
  return rates.map((rate, index) => {
    const following = rates[index + 1]
    const isFollowed = following && isSameThing(rate, following)
    const until = isFollowed ? addDays(following.validFrom, -1) : null
    const standing = rate.validFrom > today ? 'later' : until !== null && until < today ? 'before' : 'now'
    return { ...rate, until, standing }
  })
}

function isSameThing(a: RateRow, b: RateRow): boolean {
  return rateConditions.every((name) => a[name] === b[name])
}
