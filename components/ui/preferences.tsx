'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useRefresh } from '@/components/ui/use-refresh'
import { SegmentedControl } from './segmented-control'

const yearSeconds = 31_536_000

function keep(name: string, value: string | null) {
  const age = value === null ? 0 : yearSeconds
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox and Safari of the supported age
  document.cookie = `${name}=${value ?? ''};path=/;max-age=${age};samesite=lax`
}

type Theme = 'light' | 'dark' | 'system'

/** Light, dark or as the device says; kept in the cookie `theme` that the root layout reads. */
export function ThemePicker() {
  const t = useTranslations('common.theme')
  const [theme, setTheme] = useState<Theme>('system')

  useEffect(() => {
    const now = document.documentElement.dataset.theme
    setTheme(now === 'light' || now === 'dark' ? now : 'system')
  }, [])

  function choose(next: Theme) {
    setTheme(next)
    keep('theme', next === 'system' ? null : next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }

  return (
    <SegmentedControl
      label={t('label')}
      size="sm"
      value={theme}
      onChange={choose}
      options={[
        { value: 'light', label: t('light'), icon: <Sun />, isIconOnly: true },
        { value: 'dark', label: t('dark'), icon: <Moon />, isIconOnly: true },
        { value: 'system', label: t('system'), icon: <Monitor />, isIconOnly: true },
      ]}
    />
  )
}

/** The language of the interface, in the cookie `locale`; `onChoose` also keeps it with the member. */
export function LanguagePicker({ onChoose }: { onChoose?: (locale: string) => unknown }) {
  const t = useTranslations('common.language')
  const refresh = useRefresh()
  const locale = useLocale()
  return (
    <SegmentedControl
      label={t('label')}
      size="sm"
      value={locale}
      onChange={(next) => {
        keep('locale', next)
        onChoose?.(next)
        refresh()
      }}
      options={[
        { value: 'nl', label: 'NL' },
        { value: 'fr', label: 'FR' },
        { value: 'en', label: 'EN' },
      ]}
    />
  )
}
