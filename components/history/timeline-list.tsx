'use client'
import {
  Ban,
  CalendarClock,
  CircleCheck,
  CircleHelp,
  CirclePause,
  CirclePlay,
  FileText,
  Link2,
  ListPlus,
  LogIn,
  LogOut,
  Mail,
  Pencil,
  Plus,
  ReceiptText,
  RefreshCw,
  Undo2,
} from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { dateWords } from '@/components/ui/date-words'
import { Link } from '@/components/ui/link'
import { Change, Timeline, type TimelineItem } from '@/components/ui/timeline'
import type { HistoryEntry } from '@/lib/history/queries'
import type { MailSummary } from '@/lib/mail/queries'
import { formatDecimal, intlLocale } from '@/lib/money'

const shownAtFirst = 12

/**
 * What happened to a record, newest first, in words: `<module>.history.<step>` for the deed, `<module>.fields.<field>` for
 * what changed. An action without words yet is shown by its name, never hidden. Mails stand between the deeds.
 */
export function TimelineList({
  entries,
  mails = [],
  olderHref,
}: {
  entries: readonly HistoryEntry[]
  mails?: readonly MailSummary[]
  /** Where what came before these can be read, when there is more. */
  olderHref?: string
}) {
  const t = useTranslations()
  const locale = useLocale()
  const words = useTranslations('history')
  const more = useTranslations('common.timeline')
  const [isOpen, setOpen] = useState(false)
  const items = [...entries.map((entry) => entryItem(entry)), ...mails.map((mail) => mailItem(mail))]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : b.item.id.localeCompare(a.item.id)))
    .map(({ item }) => item)

  function entryItem(entry: HistoryEntry): { at: string; item: TimelineItem } {
    const [module = '', step = ''] = entry.action.split('.')
    const key = `${module}.history.${step}`
    const status = entry.changes.find((change) => change.field === 'status')
    const sentence = t.has(key)
      ? t(key, { ...blanks(t.raw(key)), ...spoken(entry, locale) })
      : words('unknown', { action: entry.action })
    // Some modules say what the person did ("maakte …"), some what happened ("Opdracht gemaakt").
    const isDeed = /^\p{Ll}/u.test(sentence) && t.has(key)
    const who = whoOf(entry)
    return {
      at: entry.at,
      item: {
        id: entry.id,
        icon: iconOf(entry.action),
        who: isDeed ? undefined : who,
        what: isDeed ? `${who} ${sentence}` : sentence,
        when: <DateText value={entry.at} hasTime />,
        tone: toneOf(entry.action, status?.to),
        details: (entry.reason || entry.changes.length > 0) && (
          <>
            {entry.reason && <p className="wrap-anywhere">“{entry.reason}”</p>}
            {entry.changes.map((change) => (
              <Change
                key={change.field}
                label={fieldWord(module, change.field)}
                from={<Value module={module} field={change.field} value={change.from} />}
                to={<Value module={module} field={change.field} value={change.to} />}
              />
            ))}
          </>
        ),
      },
    }
  }

  function mailItem(mail: MailSummary): { at: string; item: TimelineItem } {
    return {
      at: mail.createdAt,
      item: {
        id: mail.id,
        icon: <Mail />,
        who: mail.recipient,
        what: (
          <Link href={`/settings/outbox/${mail.id}`} look="quiet">
            {words('mail', { subject: mail.subject })}
          </Link>
        ),
        when: <DateText value={mail.createdAt} hasTime />,
        tone: ['failed', 'uncertain', 'bounced'].includes(mail.status) ? 'alert' : 'planned',
        details: words(`mailStatus.${mail.status}`),
      },
    }
  }

  function whoOf(entry: HistoryEntry): string {
    if (entry.actorKind === 'system') return words('system')
    if (entry.actorKind === 'customer') return words('byLink', { name: entry.actorName })
    return entry.actorName
  }

  function fieldWord(module: string, field: string): string {
    for (const key of [`${module}.fields.${field}`, `history.fields.${field}`]) if (t.has(key)) return t(key)
    return field
  }

  if (items.length === 0) return <p className="text-ink-faint">{more('empty')}</p>
  return (
    <Timeline
      label={words('title')}
      items={isOpen ? items : items.slice(0, shownAtFirst)}
      more={
        items.length > shownAtFirst && !isOpen ? (
          <Button size="sm" variant="ghost" onPress={() => setOpen(true)}>
            {more('more')}
          </Button>
        ) : (
          olderHref && (
            <Link href={olderHref} look="quiet">
              {more('more')}
            </Link>
          )
        )
      }
    />
  )
}

/** An empty value for every name in a message: an entry of before the words changed lacks some, and still must be read. */
function blanks(message: unknown): Record<string, string> {
  if (typeof message !== 'string') return {}
  return Object.fromEntries([...message.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => [name, '']))
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:/
const day = /^\d{4}-\d{2}-\d{2}$/
const decimalText = /^-?\d+\.\d+$/

/** Amounts and days inside a sentence, as the reader writes them; a day of another year than the deed's with its year. */
function spoken({ params, at }: HistoryEntry, locale: string): HistoryEntry['params'] {
  const said = (value: string | number) => {
    if (typeof value !== 'string') return value
    if (decimalText.test(value)) return formatDecimal(value, locale, { min: 2 })
    return day.test(value) ? dateWords(value, intlLocale(locale), 'UTC', new Date(at)).day : value
  }
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, said(value)]))
}

/** A value of a change as people read it; what only a computer can read (an id) is named as such. */
function Value({ module, field, value }: { module: string; field: string; value: unknown }): ReactNode {
  const t = useTranslations()
  const words = useTranslations('history')
  const locale = useLocale()
  if (value === null || value === undefined || value === '') return <span className="text-ink-faint">–</span>
  if (typeof value === 'boolean') return t(value ? 'common.actions.yes' : 'common.actions.no')
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return words('other')
  const key = `${module}.${field === 'status' ? 'status' : `values.${field}`}.${value}`
  if (/^[a-z_]+$/.test(value) && t.has(key)) return t(key)
  if (uuid.test(value)) return words('other')
  if (instant.test(value)) return <DateText value={value} hasTime />
  if (day.test(value)) return <DateText value={value} />
  if (decimalText.test(value)) return formatDecimal(value, locale, { max: 4 })
  return value.length > 160 ? `${value.slice(0, 160)}…` : value
}

function iconOf(action: string): ReactNode {
  const [module = '', step = ''] = action.split('.')
  if (step.includes('cancel') || step.includes('decline')) return <Ban />
  if (step === 'hold') return <CirclePause />
  if (step === 'resume') return <CirclePlay />
  if (step === 'close' || step === 'phase_finish') return <CircleCheck />
  if (step.includes('reopen')) return <Undo2 />
  if (step === 'status') return <RefreshCw />
  if (step === 'signed_in') return <LogIn />
  if (step === 'signed_out' || step === 'sessions_ended') return <LogOut />
  if (step.includes('document')) return <FileText />
  if (step.includes('line')) return <ListPlus />
  if (step.includes('question')) return <CircleHelp />
  if (step.includes('link')) return <Link2 />
  if (module === 'visits') return <CalendarClock />
  if (module === 'invoices') return <ReceiptText />
  if (step.includes('edit')) return <Pencil />
  return <Plus />
}

function toneOf(action: string, status: unknown): TimelineItem['tone'] {
  if (action.endsWith('.cancel') || action.endsWith('.decline')) return 'alert'
  if (action.endsWith('.hold')) return 'running'
  if (action === 'projects.close' || action === 'projects.phase_finish') return 'done'
  if (status === 'executed' || status === 'invoiced') return 'done'
  if (status === 'planned') return 'planned'
  if (status === 'in_progress') return 'running'
  if (status === 'ready_to_invoice') return 'billing'
  return 'todo'
}
