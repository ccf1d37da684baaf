import { dateFormat } from '@/lib/intl'
import type { Notice } from '@/lib/push/rules'
import { documentText } from '@/lib/text'

/**
 * What a technician's phone shows of a visit while it is locked: what happened, when and in which town. Whom it is for, and
 * the rest, stand behind the tap.
 */
export function teamNotice(news: {
  visitId: string
  what: 'planned' | 'moved' | 'cancelled'
  startAt: string | null
  city: string
  timeZone: string
  locale: string
}): Notice {
  const { visitId, what, startAt, city, timeZone, locale } = news
  const t = documentText(locale, 'visits')
  const when = startAt
    ? dateFormat({ nl: 'nl-BE', fr: 'fr-BE' }[locale] ?? 'en-GB', {
        ...({ timeZone, weekday: 'short', day: 'numeric', month: 'short' } as const),
        ...({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const),
      }).format(new Date(startAt))
    : t('team.noTime')
  return {
    title: t(`team.${what}`),
    body: [when, city].filter(Boolean).join(' · '),
    tag: `visit-${visitId}`,
    url: `/field/visits/${visitId}`,
  }
}
