'use client'
import { CalendarCheck, Clock3 } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** The places at the bottom of the phone. */
export function useFieldTabs(on: 'today' | 'hours') {
  const t = useTranslations('navigation.field')
  return [
    { href: '/field', label: t('today'), icon: <CalendarCheck />, isOn: on === 'today' },
    { href: '/field/hours', label: t('hours'), icon: <Clock3 />, isOn: on === 'hours' },
  ]
}
