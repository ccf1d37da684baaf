import {
  CalendarSearch,
  CalendarX,
  ChevronDown,
  CircleAlert,
  CircleCheck,
  KeyRound,
  MessageCircleQuestion,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { NativeChoice } from '@/components/ui/native-choice'
import { TextArea } from '@/components/ui/text-area'
import type { Allowed } from '@/lib/appointments/rules/deeds'
import type { AppointmentDeed } from '@/lib/auth/rules'
import { documentText } from '@/lib/text'
import { dayParts } from '@/lib/visits/rules'

/** What was sent and refused, and why. */
export type AnswerDraft = {
  typed: Record<string, string>
  problems: Record<string, string>
  code: string
  params: Record<string, string | number>
} | null

type Props = {
  token: string
  locale: string
  draft: AnswerDraft
  allowed: Allowed
  noticeHours: number
  phone: string | null
  /** Instants with their words. */
  slots: readonly { startAt: string; words: string }[]
  /** The time this page shows: what the customer confirms. */
  startAt: string
  isConfirmed: boolean
}

/**
 * What a customer can do with the appointment: the browser's own forms, each in a part that opens, so that none of it needs
 * a script. What was refused is open, with what was typed and why.
 */
export function AnswerForms({ token, locale, draft, allowed, noticeHours, phone, slots, startAt, isConfirmed }: Props) {
  const t = documentText(locale, 'appointments')
  const about = { token, draft, locale, noticeHours, phone }
  return (
    <div className="flex flex-col gap-3">
      <Trouble step="confirm" {...about} />
      {allowed.confirm === 'yes' && !isConfirmed && (
        <form id="confirm" method="post" action={`/appointment/${token}/send`}>
          <input type="hidden" name="step" value="confirm" />
          <input type="hidden" name="startAt" value={startAt} />
          <button type="submit" className={buttonStyle('company', 'lg', 'w-full sm:w-auto')}>
            <CircleCheck aria-hidden className="size-5" />
            {t('confirm.button')}
          </button>
        </form>
      )}
      <Part step="pick" icon={<CalendarSearch />} allowed={allowed.pick} {...about}>
        {slots.length === 0 ? (
          <p>{t('pick.none')}</p>
        ) : (
          <>
            <NativeChoice
              label={t('pick.label')}
              name="startAt"
              look="list"
              options={slots.map((slot) => ({ value: slot.startAt, label: slot.words }))}
              error={problemOf(draft, 'pick', 'startAt', t)}
            />
            <Send>{t('pick.button')}</Send>
          </>
        )}
      </Part>
      <Part step="ask" icon={<MessageCircleQuestion />} allowed={allowed.ask} {...about}>
        <Words step="ask" locale={locale} draft={draft} max={1000} placeholder={t('ask.placeholder')} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium text-ink-soft">{t('ask.parts')}</legend>
          <div className="flex flex-wrap gap-x-5">
            {dayParts.map((part) => (
              <label key={part} className="flex min-h-control cursor-pointer items-center gap-2">
                <input
                  type="checkbox"
                  name="parts"
                  value={part}
                  defaultChecked={typedFor(draft, 'ask')?.parts?.split(',').includes(part)}
                  className="size-5 accent-(--company-ink)"
                />
                {t(`parts.${part}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <Send>{t('ask.button')}</Send>
      </Part>
      <Part step="note" icon={<KeyRound />} allowed={allowed.note} {...about}>
        <Words step="note" locale={locale} draft={draft} max={500} />
        <Send>{t('note.button')}</Send>
      </Part>
      <Part step="cancel" icon={<CalendarX />} allowed={allowed.cancel} {...about}>
        <Words step="cancel" locale={locale} draft={draft} max={500} />
        <Send variant="danger">{t('cancel.button')}</Send>
      </Part>
    </div>
  )
}

type About = { token: string; locale: string; draft: AnswerDraft; noticeHours: number; phone: string | null }

function Part({
  step,
  icon,
  allowed,
  children,
  ...about
}: About & {
  step: Exclude<AppointmentDeed, 'confirm'>
  icon: ReactNode
  allowed: 'yes' | 'no' | 'late'
  children: ReactNode
}) {
  const t = documentText(about.locale, 'appointments')
  const isRefused = typedFor(about.draft, step) !== null
  if (allowed === 'no') return isRefused ? <Trouble step={step} {...about} /> : null
  return (
    <details id={step} open={isRefused} className="group/part rounded-md border border-line bg-surface">
      <summary className="focus-ring flex min-h-12 cursor-pointer list-none items-center gap-3 rounded-md px-4 py-2 font-medium [&::-webkit-details-marker]:hidden">
        <span aria-hidden className="flex shrink-0 text-(--company-ink) [&_svg]:size-5">
          {icon}
        </span>
        <span className="min-w-0 flex-1">{t(`${step}.title`)}</span>
        <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-faint group-open/part:rotate-180" />
      </summary>
      <div className="flex flex-col gap-4 border-t border-line px-4 py-4">
        <Trouble step={step} {...about} />
        {allowed === 'late' ? (
          <p>
            {t('late_notice', { hours: about.noticeHours })}{' '}
            {about.phone && (
              <a href={`tel:${about.phone.replace(/[^\d+]/g, '')}`} className="tabular whitespace-nowrap underline">
                {about.phone}
              </a>
            )}
          </p>
        ) : (
          <>
            <p className="text-ink-soft">{t(`${step}.text`)}</p>
            <form method="post" action={`/appointment/${about.token}/send`} className="flex flex-col gap-4" noValidate>
              <input type="hidden" name="step" value={step} />
              {children}
            </form>
          </>
        )}
      </div>
    </details>
  )
}

/** Why what was just sent did not happen; a field that is missing says so itself. */
function Trouble({ step, draft, locale }: About & { step: AppointmentDeed }) {
  const t = documentText(locale, 'appointments')
  if (!draft || draft.typed.step !== step || draft.code === 'common.invalid') return null
  return (
    <p
      role="alert"
      className="flex items-start gap-2 rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-alert-fg"
    >
      <CircleAlert aria-hidden className="mt-[0.2em] size-4 shrink-0" />
      {t(`problem.${problems[draft.code] ?? 'other'}`, { hours: draft.params.hours ?? 0 })}
    </p>
  )
}

function Words({
  step,
  locale,
  draft,
  max,
  placeholder,
}: {
  step: 'ask' | 'note' | 'cancel'
  locale: string
  draft: AnswerDraft
  max: number
  placeholder?: string
}) {
  const t = documentText(locale, 'appointments')
  return (
    <TextArea
      label={t(`${step}.words`)}
      name="words"
      rows={3}
      maxLength={max}
      placeholder={placeholder}
      defaultValue={typedFor(draft, step)?.words ?? ''}
      error={problemOf(draft, step, 'words', t) ?? undefined}
    />
  )
}

function Send({ variant = 'company', children }: { variant?: 'company' | 'danger'; children: ReactNode }) {
  return (
    <button type="submit" className={buttonStyle(variant, 'lg', 'w-full sm:w-fit')}>
      {children}
    </button>
  )
}

const problems: Record<string, string> = {
  'common.required': 'required',
  'common.too_long': 'too_long',
  'appointments.slot_gone': 'slot_gone',
  'appointments.changed': 'changed',
  'appointments.late': 'late',
  'appointments.not_now': 'not_now',
  'appointments.notes_full': 'notes_full',
}

function typedFor(draft: AnswerDraft, step: AppointmentDeed): Record<string, string> | null {
  return draft?.typed.step === step ? draft.typed : null
}

function problemOf(
  draft: AnswerDraft,
  step: AppointmentDeed,
  field: string,
  t: (key: string) => string,
): string | null {
  const code = typedFor(draft, step) ? draft?.problems[field] : undefined
  if (!code) return null
  return t(`problem.${field === 'startAt' ? 'choose' : (problems[code] ?? 'other')}`)
}
