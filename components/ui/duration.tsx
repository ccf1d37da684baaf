import { useTranslations } from 'next-intl'

/** Minutes as people say them: 105 → `1 u 45`, 45 → `45 min`, 120 → `2 u`. */
export function Duration({ minutes, className }: { minutes: number | null | undefined; className?: string }) {
  const t = useTranslations('common.date')
  if (minutes === null || minutes === undefined) return <span className="text-ink-faint">–</span>
  return <span className={`tabular whitespace-nowrap ${className ?? ''}`}>{durationText(minutes, t)}</span>
}

/** The same as text, for tooltips and titles; `t` of the namespace `common.date`. */
export function durationText(
  minutes: number,
  t: (key: 'hours' | 'minutes' | 'hoursMinutes', values: Record<string, string | number>) => string,
): string {
  const whole = Math.round(Math.abs(minutes))
  const sign = minutes < 0 ? '−' : ''
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  if (hours === 0) return sign + t('minutes', { minutes: rest })
  if (rest === 0) return sign + t('hours', { hours })
  return sign + t('hoursMinutes', { hours, minutes: String(rest).padStart(2, '0') })
}
