'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateRangePicker } from '@/components/ui/date-range-picker'
import { FieldRow, FormActions, FormRefusal } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import { RadioGroup } from '@/components/ui/radio-group'
import { Switch } from '@/components/ui/switch'
import { type ProposalQuery, proposalQuery } from '@/lib/planning/input'
import type { RefusedReply } from '@/lib/reply'

export type Filters = Pick<ProposalQuery, 'q' | 'type' | 'priority' | 'postcode' | 'due' | 'hold'>

/** What is asked of the engine. */
export function ProposalForm({
  start,
  today,
  filters,
  refusal,
  onAsk,
  onClose,
}: {
  start: ProposalQuery
  today: string
  filters: Filters
  refusal: RefusedReply | null
  onAsk: (query: ProposalQuery) => void
  onClose: () => void
}) {
  const t = useTranslations('planning')
  const common = useTranslations('common')
  const [asked, setAsked] = useState(start)
  const [isTried, setTried] = useState(false)
  const change = (next: Partial<ProposalQuery>) => setAsked((before) => ({ ...before, ...next }))
  const isBacklog = asked.kind === 'backlog'
  const query = proposalQuery.safeParse({ ...asked, ...(isBacklog ? filters : {}) })
  const wrong = query.success ? [] : query.error.issues.map(({ path }) => path[0])
  const isFiltered = Object.values(filters).some(Boolean)
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setTried(true)
        if (query.success) onAsk(query.data)
      }}
    >
      <RadioGroup
        label={t('what')}
        value={asked.kind}
        onChange={(kind) => change({ kind: kind === 'routes' ? 'routes' : 'backlog' })}
        options={(['backlog', 'routes'] as const).map((value) => ({
          value,
          label: t(`kinds.${value}`),
          description: t(value === 'backlog' && isFiltered ? 'filtered' : `kindHelp.${value}`),
        }))}
      />
      <DateRangePicker
        label={t('days')}
        description={t('daysHelp')}
        value={{ start: asked.from, end: asked.to }}
        onChange={(range) => range && change({ from: range.start, to: range.end })}
        minValue={today}
        isRequired
        error={isTried && wrong.includes('to') ? t('refused.days') : null}
      />
      <FieldRow>
        <NumberField
          label={t('overtime')}
          description={t('overtimeHelp')}
          value={asked.overtimeMinutes}
          onChange={(minutes) => change({ overtimeMinutes: minutes ?? 0 })}
          minValue={0}
          maxValue={240}
          step={15}
          hidesStepper
          suffix={t('minutesUnit')}
        />
        <NumberField
          label={t('seconds')}
          description={t('secondsHelp')}
          value={asked.seconds}
          onChange={(seconds) => change({ seconds: seconds ?? 3 })}
          minValue={1}
          maxValue={60}
          hidesStepper
          suffix={t('secondsUnit')}
        />
      </FieldRow>
      {!isBacklog && (
        <Switch
          isSelected={asked.movesTold}
          onChange={(movesTold) => change({ movesTold })}
          description={t('movesToldHelp')}
        >
          {t('movesTold')}
        </Switch>
      )}
      {refusal && <FormRefusal refusal={refusal} />}
      <FormActions>
        <Button onPress={onClose}>{common('actions.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('ask')}
        </Button>
      </FormActions>
    </form>
  )
}
