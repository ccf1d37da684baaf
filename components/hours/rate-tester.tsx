'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { loadCustomers } from '@/components/customers/choices'
import { ComboBox } from '@/components/ui/combo-box'
import { DatePicker } from '@/components/ui/date-picker'
import { DateText } from '@/components/ui/date-text'
import { FieldRow } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { isInTerm } from '@/lib/contracts/rules'
import type { RateChoices, RateRow } from '@/lib/hours/queries/rates'
import { hourTypes } from '@/lib/hours/rules/entries'
import { isBillableType, nextRateFor, ratesInOrder } from '@/lib/hours/rules/rates'
import { workOption } from './rate-dialog'
import { useRateWords } from './rate-words'

/** Which rate an hour would get, in words why, and which one if that one were not there. */
export function RateTester({
  rates,
  choices,
  today,
}: {
  rates: readonly RateRow[]
  choices: RateChoices
  today: string
}) {
  const t = useTranslations('hours.rates')
  const types = useTranslations('hours.types')
  const [member, setMember] = useState<Option | null>(null)
  const [project, setProject] = useState<Option | null>(null)
  const [contract, setContract] = useState<Option | null>(null)
  const [customer, setCustomer] = useState<Option | null>(null)
  const [hourType, setHourType] = useState('work')
  const [day, setDay] = useState(today)
  const of = choices.projects.find(({ id }) => id === project?.value)
  const under = choices.contracts.find(({ id }) => id === (of ? of.contractId : contract?.value))
  const theirs = of ?? under
  const question = {
    projectId: of?.id ?? null,
    contractId: under && isInTerm(under, day) ? under.id : null,
    customerId: theirs?.customerId ?? customer?.value ?? null,
    // Nobody yet: only rates for everybody fit.
    memberId: member?.value ?? '',
    hourType: hourTypes.find((type) => type === hourType) ?? 'work',
    day,
  }
  const [winner, second] = ratesInOrder(rates, question)
  const next = nextRateFor(rates, question)
  return (
    <div className="flex flex-col gap-4">
      <FieldRow>
        <ComboBox
          label={t('member')}
          placeholder={t('anybody')}
          value={member}
          onChange={setMember}
          options={choices.people.map(({ id: value, name: label }) => ({ value, label }))}
        />
        <Select
          label={t('hourType')}
          value={hourType}
          onChange={(value) => setHourType(value ?? 'work')}
          options={hourTypes.filter(isBillableType).map((value) => ({ value, label: types(value) }))}
        />
        <DatePicker label={t('day')} value={day} onChange={(value) => setDay(value ?? today)} />
      </FieldRow>
      <FieldRow>
        <ComboBox
          label={t('project')}
          placeholder={t('none')}
          value={project}
          onChange={setProject}
          options={choices.projects.map(workOption)}
        />
        {of ? (
          <ComboBox
            key={`contract of ${of.id}`}
            label={t('contract')}
            isDisabled
            placeholder={t('none')}
            value={under ? workOption(under) : null}
            options={[]}
          />
        ) : (
          <ComboBox
            label={t('contract')}
            placeholder={t('none')}
            value={contract}
            onChange={setContract}
            options={choices.contracts.map(workOption)}
          />
        )}
        {theirs ? (
          <ComboBox
            key={theirs.id}
            label={t('customer')}
            isDisabled
            value={{ value: theirs.customerId, label: theirs.customer }}
            options={[]}
          />
        ) : (
          <ComboBox
            label={t('customer')}
            placeholder={t('none')}
            value={customer}
            onChange={setCustomer}
            load={loadCustomers}
          />
        )}
      </FieldRow>
      <div role="status" className="rounded-md border border-line bg-sunken px-4 py-3">
        {winner ? (
          <>
            <p className="text-lg">
              <Money value={winner.price} mostDigits={4} isStrong /> {t('perHour')}
            </p>
            <p className="text-sm text-ink-soft first-letter:uppercase">
              <RateFacts rate={winner} /> · {t(second ? 'becauseSpecific' : 'becauseOnly')}
            </p>
            {second && (
              <p className="mt-2 text-sm text-ink-soft">
                {t('otherwise')} <Money value={second.price} mostDigits={4} /> · <RateFacts rate={second} />
              </p>
            )}
          </>
        ) : (
          <p>{t('noneFits')}</p>
        )}
        {next && (
          <p className="mt-2 text-sm text-ink-soft">
            {t('later')} <DateText value={next.validFrom} hasTime={false} />:{' '}
            <Money value={next.price} mostDigits={4} /> · <RateFacts rate={next} />
          </p>
        )}
      </div>
    </div>
  )
}

function RateFacts({ rate }: { rate: RateRow }) {
  const t = useTranslations('hours.rates')
  const words = useRateWords()
  return (
    <>
      {t('kindOf', { kind: words.kind(rate), who: words.who(rate) })}, {t('since')}{' '}
      <DateText value={rate.validFrom} hasTime={false} />
    </>
  )
}
