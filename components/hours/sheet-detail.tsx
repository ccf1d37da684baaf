'use client'
import { Check, Undo2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Duration, durationText } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { useShortcut } from '@/components/ui/shortcuts'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { approve, returnToMember } from '@/lib/hours/actions'
import type { Decided, LineRefusal } from '@/lib/hours/mutations/decide'
import type { Sheet, SheetDay, SheetLine } from '@/lib/hours/queries/sheet'
import { afterStep } from '@/lib/hours/rules/approval'
import { isToMend } from '@/lib/hours/rules/sheet'
import { dayState, expectedMinutes, type PeriodKind } from '@/lib/hours/rules/week'
import { sum } from '@/lib/money'
import type { Reply } from '@/lib/reply'
import type { DayText } from '@/lib/time'
import { PeriodText, useDayWords } from './period-text'
import { SheetLineRow } from './sheet-line'
import { SheetWarnings } from './sheet-queue'

const keyOf = (line: { kind: string; id: string }) => `${line.kind}:${line.id}`
const choiceOf = ({ kind, id, version }: SheetLine) => ({ kind, id, version })
const isWaiting = (line: SheetLine) => afterStep(line.state, 'approve') !== null

/** The lead looks at one member's period: A approves what is ticked, or all; R sends back what is ticked. */
export function SheetDetail({
  sheet,
  kind,
  today,
  isShown,
  nextHref,
}: {
  sheet: Sheet | null
  kind: PeriodKind
  today: DayText
  isShown: boolean
  /** Where to go when nothing is left to decide here. */
  nextHref: string
}) {
  const t = useTranslations('hours.approve')
  const date = useTranslations('common.date')
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const dayWords = useDayWords()
  const refusalText = useRefusalText()
  const approving = useAction(approve)
  const returning = useAction(returnToMember)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<ReadonlyMap<string, LineRefusal>>(new Map())
  const [toReturn, setToReturn] = useState<SheetLine[] | null>(null)
  const lines = sheet?.days.flatMap((day) => day.lines) ?? []
  const waiting = lines.filter(isWaiting)
  const ticked = lines.filter((line) => chosen.has(keyOf(line)))
  const tickedWaiting = ticked.filter(isWaiting)
  const toApprove = ticked.length > 0 ? tickedWaiting : waiting

  /** What could not be done stays marked; whether everything of this sheet is decided now. */
  function told(reply: Reply<Decided>): reply is Reply<Decided> & { ok: true } {
    const left = reply.ok ? reply.value.refused : Array.isArray(reply.current) ? (reply.current as LineRefusal[]) : []
    setRefused(new Map(left.map((line) => [keyOf(line), line])))
    setChosen(new Set())
    if (reply.ok && left.length > 0) toast.tell(t('partly', { count: left.length }))
    return reply.ok
  }

  async function approveNow(which: SheetLine[]) {
    if (which.length === 0) return
    const reply = await approving.run({ lines: which.map(choiceOf) })
    if (!told(reply)) {
      toast.refused(reply)
      return refresh()
    }
    toast.done(t('approved', { count: reply.value.done.length }))
    if (reply.value.done.length === waiting.length) router.replace(nextHref, { scroll: false })
    refresh()
  }

  function askReturn(which: SheetLine[]) {
    const able = which.filter((line) => afterStep(line.state, 'return') !== null)
    if (able.length === 0) return toast.tell(t('chooseFirst'))
    setToReturn(able)
  }

  useShortcut('a', () => void approveNow(toApprove), { label: t('approveAll'), group: t('title'), isOff: !isShown })
  useShortcut('r', () => askReturn(ticked), { label: t('returnChosen'), group: t('title'), isOff: !isShown })

  if (!sheet) return <EmptyState title={t('goneTitle')}>{t('gone')}</EmptyState>

  const tick = (some: readonly SheetLine[], isOn: boolean) =>
    setChosen((before) => {
      const next = new Set(before)
      for (const line of some) isOn ? next.add(keyOf(line)) : next.delete(keyOf(line))
      return next
    })
  const total = (minutes: (day: SheetDay) => number) => sheet.days.reduce((all, day) => all + minutes(day), 0)
  const clocked = lines.reduce((all, line) => all + (line.clockedMinutes ?? 0), 0)

  return (
    <article className="flex flex-col gap-4" aria-labelledby="sheet-title">
      <header className="flex flex-wrap items-start gap-3">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="sheet-title" className="text-lg font-medium">
            {sheet.member} · <PeriodText kind={kind} period={sheet} />
          </h2>
          <SheetWarnings warnings={sheet.warnings} />
        </div>
        <div className="flex flex-wrap gap-2 max-sm:w-full max-sm:*:flex-1">
          <Button
            icon={<Undo2 aria-hidden />}
            shortcut="R"
            isDisabled={ticked.length === 0}
            onPress={() => askReturn(ticked)}
          >
            {t('returnChosen')}
          </Button>
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            shortcut="A"
            isPending={approving.isPending}
            isDisabled={toApprove.length === 0}
            onPress={() => void approveNow(toApprove)}
          >
            {ticked.length > 0 ? t('approveChosen', { count: tickedWaiting.length }) : t('approveAll')}
          </Button>
        </div>
      </header>
      <Card>
        <dl className="flex flex-wrap gap-x-10 gap-y-2">
          {[
            { label: t('booked'), value: <Duration minutes={total((day) => day.booked)} /> },
            { label: t('scheduled'), value: <Duration minutes={total(expectedMinutes)} /> },
            { label: t('planned'), value: <Duration minutes={total((day) => day.planned)} /> },
            { label: t('clocked'), value: <Duration minutes={clocked} /> },
            { label: t('expenses'), value: <Money value={sum(lines.map((line) => line.grossAmount))} /> },
          ].map(({ label, value }) => (
            <div key={label}>
              <dt className="text-sm text-ink-soft">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      {sheet.days.filter(isWorthShowing).map((day) => {
        const able = day.lines.filter((line) => afterStep(line.state, 'return') !== null)
        const own = able.filter((line) => chosen.has(keyOf(line))).length
        return (
          <Card key={day.day} isFlush>
            <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-line px-4 py-1.5">
              {able.length > 0 ? (
                <Checkbox
                  aria-label={t('chooseDay', { day: dayWords(day.day) })}
                  isSelected={own === able.length}
                  isIndeterminate={own > 0 && own < able.length}
                  onChange={(isOn) => tick(able, isOn)}
                >
                  <h3 className="inline font-medium">{dayWords(day.day)}</h3>
                </Checkbox>
              ) : (
                <h3 className="font-medium">{dayWords(day.day)}</h3>
              )}
              <span className="flex-1 text-sm text-ink-soft max-sm:order-last max-sm:basis-full max-sm:empty:hidden">
                {[
                  day.isHoliday && t('holiday'),
                  day.away > 0 && t('away', { hours: durationText(day.away, date) }),
                  day.elsewhere > 0 && t('elsewhere', { hours: durationText(day.elsewhere, date) }),
                  dayState(day, today) === 'missing' && t('missing'),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="text-sm text-ink-soft max-sm:ml-auto">
                <Duration minutes={day.booked} /> / <Duration minutes={expectedMinutes(day)} />
              </span>
            </div>
            {day.lines.length > 0 && (
              <ul className="divide-y divide-line">
                {day.lines.map((line) => {
                  const left = refused.get(keyOf(line))
                  return (
                    <SheetLineRow
                      key={keyOf(line)}
                      line={line}
                      isChosen={chosen.has(keyOf(line))}
                      trouble={left ? refusalText(left.code, { who: left.who, when: left.when }) : null}
                      onChoose={(isOn) => tick([line], isOn)}
                      onApprove={() => void approveNow([line])}
                      onReturn={() => askReturn([line])}
                      mendHref={
                        sheet.mayMend && isToMend(line) ? `/hours?member=${sheet.memberId}&week=${line.day}` : null
                      }
                    />
                  )
                })}
              </ul>
            )}
          </Card>
        )
      })}
      <ConfirmDialog
        isOpen={toReturn !== null}
        onOpenChange={(isOpen) => !isOpen && setToReturn(null)}
        title={t('returnTitle', { count: toReturn?.length ?? 1 })}
        confirmText={t('returnChosen')}
        reason={{ label: t('remark'), isRequired: true, placeholder: t('remarkExample') }}
        onConfirm={async (remark) => {
          const reply = await returning.run({ lines: (toReturn ?? []).map(choiceOf), remark })
          if (!told(reply)) {
            refresh()
            return reply
          }
          toast.done(t('returned', { count: reply.value.done.length }))
          refresh()
        }}
      >
        {t('returnHelp', { name: sheet.member })}
      </ConfirmDialog>
    </article>
  )
}

/** A working day, even an empty one, and every day with something on it. */
function isWorthShowing(day: SheetDay): boolean {
  return day.lines.length > 0 || day.booked > 0 || (day.scheduled > 0 && !day.isOptional)
}
