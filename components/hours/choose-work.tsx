'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { getJson } from '@/components/customers/choices'
import { ComboBox } from '@/components/ui/combo-box'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { type HourType, hourTypes, isOwnTime } from '@/lib/hours/rules/entries'
import { rowKey, type SheetRow } from '@/lib/hours/rules/sheet'
import { type Budget, budgetAlarm } from '@/lib/projects/rules'

type Choice = {
  id: string
  number: string
  name: string
  customer: string
  phases: { id: string; name: string }[]
  budget: Budget | null
  isProject: boolean
}
type Choices = {
  projects: Omit<Choice, 'isProject'>[]
  orders: { id: string; number: string; title: string; customer: string }[]
  recent: string[]
}

/**
 * What hours or costs are for: an order or a project with maybe a phase, the last used first, and the kind of hours.
 * Answers null while it is not complete.
 */
export function ChooseWork({
  memberId,
  onChange,
  withoutType,
  known: sheet = [],
  error,
}: {
  memberId: string
  onChange: (row: SheetRow | null) => void
  /** For costs, which have no kind of hours. */
  withoutType?: boolean
  /** What stands on the sheet: all there is to choose from without reception. */
  known?: readonly SheetRow[]
  error?: string | null
}) {
  const t = useTranslations('hours.week')
  const types = useTranslations('hours.types')
  const known = useRef(new Map<string, Choice>())
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [phaseId, setPhase] = useState<string | null>(null)
  const [hourType, setType] = useState<HourType>('work')

  async function load(query: string, signal: AbortSignal): Promise<Option[]> {
    const found = await getJson<Choices>(
      `/hours/choices?member=${memberId}&q=${encodeURIComponent(query)}`,
      signal,
    ).catch((error: unknown) => {
      if (signal.aborted || sheet.length === 0) throw error
      return choicesOn(sheet, query)
    })
    const all: Choice[] = [
      ...found.projects.map((project) => ({ ...project, isProject: true })),
      ...found.orders.map(({ title, ...order }) => ({
        ...order,
        name: title,
        phases: [],
        budget: null,
        isProject: false,
      })),
    ]
    const place = ({ id }: Choice) => (found.recent.includes(id) ? found.recent.indexOf(id) : found.recent.length)
    for (const choice of all) known.current.set(choice.id, choice)
    return all
      .sort((one, other) => place(one) - place(other))
      .map((choice) => ({
        value: choice.id,
        label: `${choice.number} · ${choice.name}`,
        description: [choice.customer, budgetText(choice.budget)].filter(Boolean).join(' · '),
        icon: budgetText(choice.budget) ? <TriangleAlert className="size-4 text-running-fg" /> : undefined,
      }))
  }

  function budgetText(budget: Budget | null): string {
    const alarm = budget && budgetAlarm(budget)
    if (!alarm) return ''
    const { of, percent, state } = alarm
    if (of === 'amount') return t(state === 'over' ? 'amountOver' : 'amountWarning', { percent })
    return t(state === 'over' ? 'budgetOver' : 'budgetWarning', { percent })
  }

  function choose(next: Choice | null, phase: string | null, type: HourType): void {
    setChosen(next)
    setPhase(phase)
    setType(type)
    if (!next && (withoutType || !isOwnTime(type))) {
      onChange(null)
      return
    }
    const row = {
      orderId: next && !next.isProject ? next.id : null,
      projectId: next?.isProject ? next.id : null,
      phaseId: phase,
      number: next?.number ?? null,
      title: next?.name ?? null,
      customer: next?.customer ?? null,
      phase: next?.phases.find(({ id }) => id === phase)?.name ?? null,
      hourType: type,
    }
    onChange({ ...row, key: rowKey(row) })
  }

  const warning = budgetText(chosen?.budget ?? null)
  return (
    <>
      <ComboBox
        label={t('work')}
        placeholder={t('searchWork')}
        load={load}
        error={error}
        onChange={(option) => choose(option ? (known.current.get(option.value) ?? null) : null, null, hourType)}
      />
      {warning && (
        <p className="flex items-center gap-2 text-sm text-running-fg">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {warning}
        </p>
      )}
      {chosen && chosen.phases.length > 0 && (
        <Select
          label={t('phase')}
          placeholder={t('noPhase')}
          isClearable
          value={phaseId}
          onChange={(value) => choose(chosen, value, hourType)}
          options={chosen.phases.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {!withoutType && (
        <Select
          label={t('hourType')}
          value={hourType}
          onChange={(value) => choose(chosen, phaseId, hourTypes.find((type) => type === value) ?? 'work')}
          options={hourTypes.map((type) => ({ value: type, label: types(type) }))}
        />
      )}
    </>
  )
}

/** The work of the sheet's own rows, as the server would answer it. */
function choicesOn(sheet: readonly SheetRow[], query: string): Choices {
  const asked = query.toLowerCase()
  const found: Choices = { projects: [], orders: [], recent: [] }
  for (const { orderId, projectId, number, title, customer, phaseId, phase } of sheet) {
    const named = { number: number ?? '', customer: customer ?? '' }
    const name = title ?? ''
    if (![named.number, named.customer, name].join(' ').toLowerCase().includes(asked)) continue
    const project = found.projects.find(({ id }) => id === projectId)
    if (phaseId && phase && project && !project.phases.some(({ id }) => id === phaseId))
      project.phases.push({ id: phaseId, name: phase })
    else if (projectId && !project) {
      const phases = phaseId && phase ? [{ id: phaseId, name: phase }] : []
      found.projects.push({ id: projectId, ...named, name, phases, budget: null })
    } else if (orderId && !found.orders.some(({ id }) => id === orderId))
      found.orders.push({ id: orderId, ...named, title: name })
  }
  return found
}
