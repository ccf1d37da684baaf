'use client'
import {
  ClipboardCheck,
  Clock3,
  CloudUpload,
  FilePlus2,
  MapPin,
  Navigation,
  Package,
  Phone,
  Plus,
  StickyNote,
  Truck,
  Wallet,
} from 'lucide-react'
import dynamic from 'next/dynamic'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { DateText } from '@/components/ui/date-text'
import { Duration } from '@/components/ui/duration'
import { VisitStatusBadge } from '@/components/visits/status'
import type { VisitData } from '@/lib/field/view/data'
import { isAnswered, visibleFields } from '@/lib/forms/rules'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import type { CarriedClock } from '@/lib/sync/queries/my-clock'
import { isOpen } from '@/lib/visits/rules'
import { Background } from './background'
import { FieldFrame } from './frame'
import { VisitBottom } from './next-step'
import { OnSitePapers } from './on-site-papers'
import { useForgotten, useVisit, VisitProvider } from './phone/use-visit'
import { Photos } from './photos'
import { PositionsLine } from './positions-line'
import { useRunningMinutes } from './running'
import { CountSheet } from './sheets/count'
import { ExpenseSheet } from './sheets/expense'
import { ExtraSheet } from './sheets/extra'
import { HoursSheet } from './sheets/hours'
import { MaterialSheet } from './sheets/material'
import { NewOrderSheet } from './sheets/new-order'
import { NoteSheet } from './sheets/note'

/** Rare, and a field to type in is a lot to load. Not drawn before it listens: what was typed into it by then would be lost. */
const Questions = dynamic(() => import('./questions').then((part) => part.Questions), { ssr: false })
const loadStops = () => import('./forgotten-stop').then((part) => part.ForgottenStops)
const ForgottenStops = dynamic(loadStops)

type Sheet = 'hours' | 'material' | 'extra' | 'count' | 'expense' | 'note' | 'newOrder' | null

/** One visit on the phone: where, who, what; the clock; everything that can be recorded; the next step at the bottom. */
export function Visit({
  carried,
  clock,
  ...place
}: {
  carried: CarriedVisit
  clock: CarriedClock
  mapHref: string
  map: ReactNode
}) {
  return (
    <VisitProvider carried={carried} clock={clock}>
      <VisitScreen {...place} />
    </VisitProvider>
  )
}

function VisitScreen({ mapHref, map }: { mapHref: string; map: ReactNode }) {
  const visit = useVisit()
  const forgotten = useForgotten()
  useEffect(() => {
    // A stop may be asked in the cellar.
    void loadStops().catch(() => undefined)
  }, [])
  const t = useTranslations('field.visit')
  const [sheet, setSheet] = useState<Sheet>(null)
  const isRecordable = isOpen(visit.status)
  const close = () => setSheet(null)
  return (
    <FieldFrame title={visit.customer.name} back="/field" about={[visit.id, visit.order.id]}>
      <div className="flex flex-col gap-4">
        {forgotten.length > 0 && <ForgottenStops stops={forgotten} />}
        <Where visit={visit} mapHref={mapHref} map={map} />
        {visit.closing && <Closing filesLeft={visit.closing.filesLeft} />}
        {visit.questions.length > 0 && <Questions questions={visit.questions} />}
        <ClockRow visit={visit} />
        <OnSitePapers visit={visit} />
        {visit.instructions && <Notice title={t('instructions')}>{visit.instructions}</Notice>}
        {visit.order.remainingWork && visit.status === 'planned' && (
          <Notice title={t('leftOver')}>{visit.order.remainingWork}</Notice>
        )}
        {visit.remainingWork && <Notice title={t('leftNow')}>{visit.remainingWork}</Notice>}
        <Recorded visit={visit} onOpen={setSheet} isRecordable={isRecordable} />
        <Photos visit={visit} />
        <Background visit={visit} />
        {isRecordable && <PositionsLine />}
      </div>
      <VisitBottom visit={visit} />
      <HoursSheet visit={visit} isOpen={sheet === 'hours'} onClose={close} />
      <MaterialSheet visit={visit} isOpen={sheet === 'material'} onClose={close} />
      <ExtraSheet visit={visit} isOpen={sheet === 'extra'} onClose={close} />
      <ExpenseSheet visit={visit} isOpen={sheet === 'expense'} onClose={close} />
      <CountSheet visit={visit} isOpen={sheet === 'count'} onClose={close} />
      <NoteSheet visit={visit} isOpen={sheet === 'note'} onClose={close} />
      <NewOrderSheet visit={visit} isOpen={sheet === 'newOrder'} onClose={close} />
    </FieldFrame>
  )
}

function Where({ visit, mapHref, map }: { visit: VisitData; mapHref: string; map: ReactNode }) {
  const t = useTranslations('field.visit')
  const { site } = visit
  const [phone] = visit.phones
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <VisitStatusBadge status={visit.status} />
        <span className="text-sm text-ink-soft">
          {visit.startAt ? (
            <DateText value={visit.startAt} until={visit.endAt} />
          ) : (
            <Duration minutes={visit.durationMinutes} />
          )}
        </span>
      </div>
      <div>
        <p className="font-medium">{visit.order.title}</p>
        <p className="text-sm text-ink-soft">
          {visit.order.number} · {visit.type}
        </p>
        <p className="mt-1 flex items-start gap-1.5">
          <MapPin aria-hidden className="mt-1 size-4 shrink-0 text-ink-faint" />
          <span>
            {site.name && <span className="block">{site.name}</span>}
            {site.street} {site.houseNumber}, {site.postalCode} {site.city}
          </span>
        </p>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <a href={mapHref} target="_blank" rel="noreferrer" className={buttonStyle('secondary', 'lg')}>
          <Navigation aria-hidden className="size-5" />
          {t('route')}
        </a>
        {phone ? (
          <a href={`tel:${phone.phone.replace(/[^\d+]/g, '')}`} className={buttonStyle('secondary', 'lg')}>
            <Phone aria-hidden className="size-5" />
            {t('call')}
          </a>
        ) : (
          <span className={buttonStyle('secondary', 'lg', 'opacity-55')}>{t('noPhone')}</span>
        )}
      </div>
      {map}
      {site.accessNotes && <Notice title={t('access')}>{site.accessNotes}</Notice>}
    </section>
  )
}

/** Words that must be read before anything else. */
function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg">
      <p className="text-sm font-medium">{title}</p>
      <p className="whitespace-pre-line">{children}</p>
    </div>
  )
}

/** It is closed here; the office has all of it when the last photo arrives. */
function Closing({ filesLeft }: { filesLeft: number }) {
  const t = useTranslations('field.visit')
  return (
    <p
      role="status"
      className="flex items-start gap-2 rounded-md border border-done-line bg-done-bg px-3 py-3 text-done-fg"
    >
      <CloudUpload aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>{t('closed', { count: filesLeft })}</span>
    </p>
  )
}

/** What the clock runs for now, counting. */
function ClockRow({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.visit')
  const minutes = useRunningMinutes(visit.running?.startAt)
  if (!visit.running) return null
  return (
    <p className="flex items-center gap-2 rounded-md border border-running-line bg-running-bg px-3 py-3 text-running-fg">
      <Clock3 aria-hidden className="size-5 shrink-0" />
      <span className="flex-1 font-medium">{t(`running.${visit.running.hourType}`)}</span>
      {minutes !== null && <Duration minutes={minutes} className="font-medium" />}
    </p>
  )
}

function Recorded({
  visit,
  onOpen,
  isRecordable,
}: {
  visit: VisitData
  onOpen: (sheet: Sheet) => void
  isRecordable: boolean
}) {
  const t = useTranslations('field.visit')
  const count = useTranslations('field.count')
  const newOrder = useTranslations('field.newOrder')
  const asked = visibleFields(visit.checklist, visit.answers)
  const answered = asked.filter((field) => isAnswered(visit.answers[field.id] ?? null)).length
  const minutes = visit.hours
    .filter((entry) => entry.memberId === visit.memberId && entry.hourType !== 'break')
    .reduce((sum, entry) => sum + entry.minutes, 0)
  const used = visit.materials.filter(({ billing }) => billing !== 'extra')
  const extra = visit.materials.filter(({ billing }) => billing === 'extra')
  return (
    <section aria-label={t('recorded')} className="overflow-hidden rounded-md border border-line bg-surface">
      {visit.checklist.length > 0 && (
        <NextLink prefetch={false} href={`/field/visits/${visit.id}/checklist`} className={`${rowStyle} focus-ring`}>
          <RowWords icon={<ClipboardCheck />} words={t('checklist')} value={`${answered}/${asked.length}`} />
        </NextLink>
      )}
      <Row
        icon={<Clock3 />}
        words={t('hours')}
        value={<Duration minutes={minutes} />}
        onPress={() => onOpen('hours')}
      />
      {(isRecordable || used.length > 0) && (
        <Row icon={<Package />} words={t('material')} value={used.length || ''} onPress={() => onOpen('material')} />
      )}
      {(isRecordable || extra.length > 0) && (
        <Row icon={<Plus />} words={t('extra')} value={extra.length || ''} onPress={() => onOpen('extra')} />
      )}
      {(isRecordable || visit.counts.length > 0) && (
        <Row icon={<Truck />} words={count('row')} value={visit.counts.length || ''} onPress={() => onOpen('count')} />
      )}
      {(isRecordable || visit.expenses.length > 0) && (
        <Row
          icon={<Wallet />}
          words={t('expenses')}
          value={visit.expenses.length || ''}
          onPress={() => onOpen('expense')}
        />
      )}
      {(isRecordable || visit.notes.length > 0) && (
        <Row icon={<StickyNote />} words={t('notes')} value={visit.notes.length || ''} onPress={() => onOpen('note')} />
      )}
      {(isRecordable || visit.newOrders.length > 0) && (
        <Row
          icon={<FilePlus2 />}
          words={newOrder('row')}
          value={visit.newOrders.length || ''}
          onPress={() => onOpen('newOrder')}
        />
      )}
    </section>
  )
}

const rowStyle =
  'flex min-h-14 w-full items-center gap-3 border-b border-line px-3 py-2 text-left last:border-b-0 hover:bg-hover'

function Row({
  icon,
  words,
  value,
  onPress,
}: {
  icon: ReactNode
  words: string
  value: ReactNode
  onPress: () => void
}) {
  return (
    <button type="button" onClick={onPress} className={`${rowStyle} focus-ring`}>
      <RowWords icon={icon} words={words} value={value} />
    </button>
  )
}

function RowWords({ icon, words, value }: { icon: ReactNode; words: string; value: ReactNode }) {
  return (
    <>
      <span aria-hidden className="text-ink-faint [&_svg]:size-5">
        {icon}
      </span>
      <span className="flex-1">{words}</span>
      <span className="tabular text-ink-soft">{value}</span>
      <span aria-hidden className="text-ink-faint">
        ›
      </span>
    </>
  )
}
