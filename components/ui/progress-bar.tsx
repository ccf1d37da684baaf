'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { ProgressBar as AriaProgressBar } from 'react-aria-components/ProgressBar'
import { cx } from './cx'

/** How far long work is, with a count: `<ProgressBar label="Facturen maken" done={14} total={60} left="1 min" />`. */
export function ProgressBar({
  label,
  done,
  total,
  left,
  tone = 'accent',
  isLabelHidden,
}: {
  label: string
  done: number
  total: number
  /** How long it still takes, in words. */
  left?: ReactNode
  tone?: 'accent' | 'done' | 'running' | 'alert'
  isLabelHidden?: boolean
}) {
  const t = useTranslations('common.progress')
  return (
    <AriaProgressBar value={done} maxValue={total || 1} valueLabel={t('count', { done, total })} className="block">
      {({ percentage }) => (
        <>
          <div className={cx('mb-1 flex items-baseline justify-between gap-3 text-sm', isLabelHidden && 'sr-only')}>
            <Label className="min-w-0 truncate">{label}</Label>
            <span className="tabular shrink-0 text-ink-soft">
              {t('count', { done, total })}
              {left && <span className="text-ink-faint"> · {left}</span>}
            </span>
          </div>
          <div className="h-1.5 overflow-hidden rounded-full bg-pressed">
            <div
              className={cx(
                'h-full rounded-full transition-[width] duration-150',
                tone === 'accent' && 'bg-accent',
                tone === 'done' && 'bg-done',
                tone === 'running' && 'bg-running',
                tone === 'alert' && 'bg-alert',
              )}
              style={{ width: `${percentage ?? 0}%` }}
            />
          </div>
        </>
      )}
    </AriaProgressBar>
  )
}
