'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { AddressFields } from '@/components/customers/address-fields'
import { addressOf } from '@/components/customers/choices'
import { FieldRow } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { type BasePlace, basePlaces } from '@/lib/auth/rules'
import { type Address, hasMoved, isFindable } from '@/lib/geo/rules/located'
import { BasePin } from './base-pin'
import type { Person } from './people'

/** Where the day of a colleague begins and ends; their home address where that is needed, or known already. */
export function DayBases({ person, country }: { person: Person; country: string }) {
  const t = useTranslations('geo.day')
  const { home } = person
  const [ends, setEnds] = useState({ dayStartsAt: person.dayStartsAt, dayEndsAt: person.dayEndsAt })
  const needsHome = ends.dayStartsAt === 'home' || ends.dayEndsAt === 'home'
  const options = basePlaces.map((value) => ({ value, label: t(value) }))
  const choose = (name: keyof typeof ends) => (value: string | null) =>
    setEnds((now) => ({ ...now, [name]: value === 'home' ? 'home' : 'depot' }))
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="sr-only">{t('title')}</legend>
      <FieldRow>
        <Select
          label={t('startsAt')}
          name="dayStartsAt"
          value={ends.dayStartsAt}
          onChange={choose('dayStartsAt')}
          options={options}
        />
        <Select
          label={t('endsAt')}
          name="dayEndsAt"
          value={ends.dayEndsAt}
          onChange={choose('dayEndsAt')}
          options={options}
        />
      </FieldRow>
      {(needsHome || (home && isFindable(home))) && (
        <div className="flex flex-col gap-3 rounded-md border border-line p-3">
          <div>
            <p className="text-sm font-medium">{t('homeTitle')}</p>
            <p className="text-sm text-ink-soft">{t('homeText')}</p>
          </div>
          <AddressFields within="home." value={home ?? undefined} country={country} />
          {home && isFindable(home) && <BasePin row={home} memberId={person.id} />}
        </div>
      )}
    </fieldset>
  )
}

/** For comparing two versions of a colleague. */
export function useDayFields() {
  const t = useTranslations('geo.day')
  const place = (value: unknown) => t(value as BasePlace)
  return [
    { key: 'dayStartsAt' as const, label: t('startsAt'), show: place },
    { key: 'dayEndsAt' as const, label: t('endsAt'), show: place },
    {
      key: 'home' as const,
      label: t('homeTitle'),
      show: (value: unknown) => (value ? addressOf(value as Address) : '–'),
      // No address on the form leaves the one that stands.
      same: (mine: unknown, theirs: unknown) => !mine || !theirs || !hasMoved(mine as Address, theirs as Address),
    },
  ]
}
