'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CustomersButton } from '@/components/appointments/customers-button'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { wallOf } from '@/lib/planning/rules'
import { addDays } from '@/lib/time'
import { Backlog } from './backlog'
import { BoardMap } from './board-map'
import { BoardMenu, type MenuAbout, type MenuPoint } from './board-menu'
import { BoardNotice } from './board-notice'
import { DayPeople } from './day-people'
import type { Desk } from './desk'
import { NoTechnicians } from './no-technicians'
import { StepButtons } from './step-buttons'
import { useMapShown } from './use-board-map'
import { useBoardWords } from './words'

/** The board on a phone: a day per technician as a list, and the backlog; planning by form. */
export function DayList({
  store,
  backlog,
  planner,
  forms,
  view,
  setView,
  period,
  today,
  holidays,
  now,
  open,
  mayInvite,
  propose,
}: Parameters<typeof Desk>[0]) {
  const t = useTranslations('visits.board')
  const map = useTranslations('map')
  const words = useBoardWords()
  const [isMapShown, showMap] = useMapShown()
  const [list, setList] = useState<'day' | 'backlog'>('day')
  const tab = isMapShown ? 'map' : list
  const [menu, setMenu] = useState<{ at: MenuPoint; about: MenuAbout } | null>(null)
  const day = wallOf(view.date)
  const step = (days: number) => setView({ date: addDays(view.date, days) })
  return (
    <div className="flex flex-col gap-3 px-(--gutter) py-4">
      <div className="flex items-center gap-2">
        <h1 className="mr-auto text-xl font-medium">{t('title')}</h1>
        <StepButtons steps={planner.steps} />
      </div>
      <div className="flex gap-2 *:flex-1">
        <CustomersButton date={view.date} today={today} open={open} />
        {propose}
      </div>
      <BoardNotice store={store} />
      <BoardMenu
        open={menu}
        onClose={() => setMenu(null)}
        planner={planner}
        forms={forms}
        date={view.date}
        onOpen={open}
      />
      <SegmentedControl
        label={t('title')}
        value={tab}
        onChange={(next) => {
          showMap(next === 'map')
          if (next !== 'map') setList(next)
        }}
        className="w-full"
        options={[
          { value: 'day', label: t('scales.day') },
          { value: 'backlog', label: t('backlogTab', { count: backlog.backlog.total }) },
          { value: 'map', label: map('button') },
        ]}
      />
      {tab === 'backlog' ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: one listener for the cards inside
        // biome-ignore lint/a11y/useKeyWithClickEvents: the cards inside are buttons
        <div
          onClick={(event) => {
            const id = (event.target as HTMLElement).closest<HTMLElement>('[data-order]')?.dataset.order
            const order = id ? backlog.find(id) : undefined
            if (order) forms.planOrder(order)
          }}
        >
          <Backlog {...backlog} />
        </div>
      ) : (
        <>
          <div className="flex items-center gap-2">
            <IconButton label={t('previous')} onPress={() => step(-1)}>
              <ChevronLeft />
            </IconButton>
            <p className="flex-1 text-center font-medium first-letter:uppercase">
              {words.day(day, 'long')}
              {holidays.has(view.date) && (
                <span className="block text-sm font-normal text-ink-soft">{holidays.get(view.date)}</span>
              )}
            </p>
            <IconButton label={t('next')} onPress={() => step(1)}>
              <ChevronRight />
            </IconButton>
            {view.date !== today && <Button onPress={() => setView({ date: today })}>{t('today')}</Button>}
          </div>
          {tab === 'map' && <BoardMap {...{ store, backlog: backlog.backlog, forms, view, period, open }} isPhone />}
          {tab === 'day' && store.board.members.length === 0 && <NoTechnicians mayInvite={mayInvite} />}
          {tab === 'day' && store.board.members.length > 0 && (
            <DayPeople
              {...{ store, view, setView, day, now, forms, open }}
              onMenu={(at, about) => setMenu({ at, about })}
            />
          )}
        </>
      )}
    </div>
  )
}
