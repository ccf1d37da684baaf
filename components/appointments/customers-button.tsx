'use client'
import { MessageSquareText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsStringEnum, useQueryState } from 'nuqs'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Tabs } from '@/components/ui/tabs'
import { addDays } from '@/lib/time'
import { AnswersList } from './answers-list'
import { TellDay } from './tell-day'
import { useCustomers } from './use-customers'

const pauseMilliseconds = 1500

/** Above the board: who of a day must still be told, and what customers answered, with how many wait. */
export const CustomersButton = memo(function CustomersButton({
  date,
  today,
  open,
}: {
  date: string
  today: string
  /** Opens a visit beside the board. */
  open: (visitId: string) => void
}) {
  const t = useTranslations('appointments')
  const [tab, setTab] = useQueryState('customers', parseAsStringEnum(['tell', 'answers']))
  const waiting = useWaiting()
  return (
    <>
      <Button
        icon={<MessageSquareText />}
        onPress={() => void setTab(waiting > 0 ? 'answers' : 'tell')}
        aria-label={waiting > 0 ? t('buttonCount', { count: waiting }) : undefined}
      >
        {t('button')}
        {waiting > 0 && (
          <span className="tabular ml-1.5 rounded-full bg-alert-bg px-1.5 text-xs font-medium text-alert-fg">
            {waiting}
          </span>
        )}
      </Button>
      <Dialog
        title={t('title')}
        size="lg"
        isOpen={tab !== null}
        onOpenChange={(isOpen) => !isOpen && void setTab(null)}
        isDismissable
      >
        <Customers
          firstDay={date < today ? today : date}
          today={today}
          tab={tab ?? 'tell'}
          onTab={(next) => void setTab(next === 'answers' ? 'answers' : 'tell')}
          open={(visitId) => {
            void setTab(null)
            open(visitId)
          }}
        />
      </Dialog>
    </>
  )
})

function Customers({
  firstDay,
  today,
  tab,
  onTab,
  open,
}: {
  firstDay: string
  today: string
  tab: string
  onTab: (tab: string) => void
  open: (visitId: string) => void
}) {
  const t = useTranslations('appointments')
  const [day, setDay] = useState(firstDay)
  const customers = useCustomers(day)
  return (
    <Tabs
      label={t('title')}
      value={tab}
      onChange={onTab}
      tabs={[
        {
          id: 'tell',
          label: t('tabs.tell'),
          count: customers.data?.untold.length,
          content: (
            <TellDay
              // Another day: other boxes.
              key={day}
              day={day}
              customers={customers}
              onStep={(days) => setDay((now) => (addDays(now, days) < today ? now : addDays(now, days)))}
              isFirst={day <= today}
            />
          ),
        },
        {
          id: 'answers',
          label: t('tabs.answers'),
          count: customers.data?.answers.length,
          content: <AnswersList customers={customers} open={open} />,
        },
      ]}
    />
  )
}

/** How many answers wait for a planner, followed live but asked for seldom: a busy board changes all the time. */
function useWaiting(): number {
  const [waiting, setWaiting] = useState(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const load = useCallback(async () => {
    const answer = await fetch('/planboard/customers').catch(() => null)
    if (answer?.ok) setWaiting(((await answer.json()) as { waiting: number }).waiting)
  }, [])
  useEffect(() => {
    void load()
    return () => clearTimeout(timer.current)
  }, [load])
  useLive(['visit'], () => {
    if (timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void load()
    }, pauseMilliseconds)
  })
  return waiting
}
