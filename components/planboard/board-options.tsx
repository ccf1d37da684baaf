'use client'
import { Rows3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/icon-button'
import { Popover } from '@/components/ui/popover'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { groupings } from '@/lib/planning/rules/groups'
import type { ToolbarProps } from './toolbar'

/** How the rows stand and which: groups, skill, team, weekend, and whether the backlog stands beside. */
export const BoardOptions = memo(function BoardOptions({
  view,
  setView,
  choices,
  isPhone = false,
}: Pick<ToolbarProps, 'view' | 'setView' | 'choices'> & {
  /** There a day is a list, without weekends beside it or a backlog. */
  isPhone?: boolean
}) {
  const t = useTranslations('planning')
  const isOther = view.group !== 'none' || view.skill !== null || view.team !== null
  const group = view.group === 'none' ? undefined : t(`by.${view.group}`)
  const named = (all: readonly string[], chosen: string | null) =>
    // What the address asks for stands in the list, also when nobody has it any more.
    [...new Set([...all, ...(chosen ? [chosen] : [])])].map((name) => ({ value: name, label: name }))
  return (
    <Popover
      label={t('options')}
      placement="bottom end"
      className="flex w-72 flex-col gap-3"
      trigger={
        <IconButton
          label={group === undefined ? t('options') : `${t('options')}: ${group}`}
          text={group}
          className={cx(isOther && 'text-accent-ink!')}
        >
          <Rows3 />
        </IconButton>
      }
    >
      <Select
        label={t('group')}
        options={groupings.map((value) => ({ value, label: t(`groups.${value}`) }))}
        value={view.group}
        onChange={(group) => setView({ group: groupings.find((one) => one === group) ?? 'none', closed: [] })}
      />
      <Select
        label={t('skill')}
        options={named(choices.skills, view.skill)}
        value={view.skill}
        onChange={(skill) => setView({ skill })}
        placeholder={t('everybody')}
        isClearable
        isDisabled={choices.skills.length === 0 && !view.skill}
      />
      <Select
        label={t('team')}
        options={named(choices.teams, view.team)}
        value={view.team}
        onChange={(team) => setView({ team })}
        placeholder={t('everybody')}
        isClearable
        isDisabled={choices.teams.length === 0 && !view.team}
        description={choices.teams.length === 0 ? t('noTeams') : undefined}
      />
      {!isPhone && (
        <div className="border-t border-line pt-1">
          {view.scale !== 'day' && (
            <Switch isSelected={view.weekend} onChange={(weekend) => setView({ weekend })}>
              {t('weekend')}
            </Switch>
          )}
          <Switch isSelected={view.backlog} onChange={(backlog) => setView({ backlog })}>
            {t('showBacklog')}
          </Switch>
        </div>
      )}
    </Popover>
  )
})
