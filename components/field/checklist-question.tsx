'use client'
import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import { type Signature, SignaturePad } from '@/components/ui/signature-pad'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type AnswerValue, type FormField, isAnswered, labelOf, outsideLimits, wordsIn } from '@/lib/forms/rules'
import type { RefusedReply } from '@/lib/reply'
import { Choice } from './choice'
import { forgetOnPhone, keepOnPhone, kept as keptOnPhone, useKept } from './draft'
import { type Conflict, sendFile, useOutbox } from './outbox'
import { CameraButton, PhotoStrip } from './photos'
import { signatureBlob } from './signature-blob'
import type { VisitData } from './visit-data'

type QuestionProps = {
  field: FormField
  number: number
  value: AnswerValue
  /** An earlier visit of this order answered it. */
  isEarlier: boolean
  visit: VisitData
  locale: string
  isReadOnly: boolean
  /** Why the last answer was not taken. */
  refusal: RefusedReply | null
  /** Another answer that somebody gave meanwhile. */
  conflict: Conflict | null
  /** The version of the answer that is shown. */
  seen: number | undefined
  /** Answers the version that the server made of it; null when it has not taken it. `seen`: what was shown when it was begun. */
  onAnswer: (value: AnswerValue, seen?: number) => Promise<number | null>
}

/** One question with its input by type; outside the limits is allowed and marked. */
export function ChecklistQuestion(props: QuestionProps) {
  const { field, number, value, locale, isEarlier, refusal, conflict } = props
  const t = useTranslations('field.checklist')
  const refusalText = useRefusalText()
  const help = wordsIn(field.help, locale)
  const isDone = isAnswered(value)
  return (
    <section
      id={`field-${field.id}`}
      data-invalid={field.required && !isDone ? '' : undefined}
      className="flex scroll-mt-20 flex-col gap-3 rounded-md border border-line bg-surface p-3"
    >
      <div className="flex items-start gap-2">
        <span
          aria-hidden
          className={cx(
            'tabular mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full text-sm',
            isDone ? 'bg-done-bg text-done-fg' : 'bg-pressed text-ink-soft',
          )}
        >
          {isDone ? <Check className="size-4" /> : number}
        </span>
        <h2 className="min-w-0 flex-1 font-medium">
          {labelOf(field, locale)}
          {field.required && (
            <span className="text-alert-fg" title={t('required')}>
              {' *'}
            </span>
          )}
        </h2>
      </div>
      {help && <p className="text-sm text-ink-soft">{help}</p>}
      {isEarlier && <p className="text-sm text-planned-fg">{t('earlier')}</p>}
      <Input {...props} />
      {conflict && <Choice conflict={conflict} />}
      {refusal && (
        <p role="alert" className="flex items-start gap-1 text-sm text-alert-fg">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {refusalText(refusal)}
        </p>
      )}
    </section>
  )
}

function Input(props: QuestionProps) {
  const { field, value, locale, isReadOnly, onAnswer } = props
  const t = useTranslations('field.checklist')
  const choose = (options: { id: string; label: string }[]) => (
    <Choices
      label={labelOf(field, locale)}
      options={options}
      value={typeof value === 'string' ? value : null}
      isReadOnly={isReadOnly}
      onChoose={(chosen) => void onAnswer(chosen)}
    />
  )
  switch (field.type) {
    case 'yes_no':
      return choose((['yes', 'no'] as const).map((id) => ({ id, label: t(id) })))
    case 'yes_no_na':
      return choose((['yes', 'no', 'na'] as const).map((id) => ({ id, label: t(id) })))
    case 'choice':
      return choose((field.choices ?? []).map(({ id, label }) => ({ id, label: wordsIn(label, locale) })))
    case 'photo':
      return <PhotoInput {...props} />
    case 'signature':
      return <SignatureInput {...props} />
    default:
      return <TypedInput {...props} />
  }
}

/** Big buttons; tapping the chosen one again empties the answer. */
function Choices({
  label,
  options,
  value,
  isReadOnly,
  onChoose,
}: {
  label: string
  options: { id: string; label: string }[]
  value: string | null
  isReadOnly: boolean
  onChoose: (value: string | null) => void
}) {
  const isShort = options.length <= 3 && options.every((option) => option.label.length <= 12)
  return (
    <fieldset aria-label={label} className={cx('grid gap-2', isShort && 'grid-flow-col auto-cols-fr')}>
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={value === option.id}
          disabled={isReadOnly}
          onClick={() => onChoose(value === option.id ? null : option.id)}
          className={cx(
            'focus-ring min-h-13 rounded-md border px-3 py-2',
            value === option.id
              ? 'border-accent bg-accent font-medium text-on-accent'
              : 'border-line-control bg-surface text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}

const pauseMs = 900

/** Text, number, measurement, date: sent when the field is left or after a pause; kept on the phone until the server has it. */
function TypedInput({ field, value, locale, isReadOnly, onAnswer, visit, conflict, seen }: QuestionProps) {
  const t = useTranslations('field.checklist')
  const { formatLocale } = useRegion()
  const isNumber = field.type === 'number' || field.type === 'measurement'
  const saved = typeof value === 'string' ? (isNumber ? formatDecimal(value, formatLocale, 0, 6) : value) : ''
  const place = `${visit.id}:${field.id}`
  const [kept, keep, forget] = useKept(`answer:${place}`)
  const text = kept ?? saved
  const [isTyping, setTyping] = useState(false)
  /** What was typed here last: an answer to earlier words says nothing about it. */
  const last = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  async function send(words: string) {
    if (timer.current) clearTimeout(timer.current)
    setTyping(false)
    // Somebody chose the other answer while this waited.
    const base = keptOnPhone(`seen:${place}`)
    if (base === null) return
    const next = words.trim()
    const isShown = next === saved && !conflict
    const version = isShown ? null : await onAnswer(next === '' ? null : next, base === '' ? 0 : Number(base))
    if (!isShown && version === null) return
    if (last.current === words) {
      forget()
      forgetOnPhone(`seen:${place}`)
    } else if (version !== null) keepOnPhone(`seen:${place}`, String(version))
  }
  function type(words: string) {
    setTyping(true)
    // Words that wait replace what stood when they were begun, not what another answers meanwhile.
    if (kept === null) keepOnPhone(`seen:${place}`, String(seen ?? ''))
    keep(words)
    last.current = words
    if (timer.current) clearTimeout(timer.current)
    if (!isNumber) timer.current = setTimeout(() => void send(words), pauseMs)
  }
  // What was typed before the page was loaded again, and not acknowledged, goes once more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the phone had kept, not what is typed
  useEffect(() => {
    if (kept === null || last.current !== null || isReadOnly) return
    last.current = kept
    if (keptOnPhone(`seen:${place}`) === null) keepOnPhone(`seen:${place}`, '')
    void send(kept)
  }, [kept])
  const label = labelOf(field, locale)
  const common = {
    label,
    isLabelHidden: true,
    value: text,
    onChange: type,
    onBlur: () => void (isTyping && send(text)),
    isReadOnly,
  }
  if (field.type === 'long_text') return <TextArea {...common} rows={3} maxLength={4000} />
  if (field.type === 'date')
    return (
      <input
        type="date"
        aria-label={label}
        value={text}
        readOnly={isReadOnly}
        onChange={(event) => {
          type(event.target.value)
          void send(event.target.value)
        }}
        className="control px-3"
      />
    )
  const side = isNumber ? outsideLimits(field, text) : null
  return (
    <div className="flex flex-col gap-2">
      <TextField
        {...common}
        inputMode={isNumber ? 'decimal' : 'text'}
        suffix={field.unit}
        maxLength={300}
        description={isNumber ? limitsText(field, formatLocale, t) : undefined}
      />
      {side && (
        <p className="flex items-center gap-2 rounded-md bg-alert-bg px-3 py-2 text-alert-fg">
          <TriangleAlert aria-hidden className="size-5 shrink-0" />
          {t(side)}
        </p>
      )}
    </div>
  )
}

function limitsText(
  { minimum, maximum, unit = '' }: FormField,
  locale: string,
  t: (key: 'between' | 'least' | 'most', values: Record<string, string>) => string,
): string | undefined {
  const number = (value: number) => formatDecimal(String(value), locale, 0, 6)
  if (minimum !== undefined && maximum !== undefined)
    return t('between', { minimum: number(minimum), maximum: number(maximum), unit })
  if (minimum !== undefined) return t('least', { minimum: number(minimum), unit })
  return maximum === undefined ? undefined : t('most', { maximum: number(maximum), unit })
}

function PhotoInput({ field, value, visit, isReadOnly }: QuestionProps) {
  const t = useTranslations('field.photos')
  const { uploads } = useOutbox()
  const own = uploads.filter(
    ({ visitId, kind, fieldId }) => visitId === visit.id && kind === 'answer' && fieldId === field.id,
  )
  return (
    <>
      {!isReadOnly && <CameraButton visitId={visit.id} kind="answer" fieldId={field.id} words={t('take')} />}
      <PhotoStrip visit={visit} ids={Array.isArray(value) ? value : []} uploads={own} isRecordable={!isReadOnly} />
    </>
  )
}

function SignatureInput({ field, value, visit, locale, isReadOnly }: QuestionProps) {
  const t = useTranslations('field.checklist')
  const [drawn, setDrawn] = useState<Signature | null>(null)
  const [isAgain, setAgain] = useState(false)
  const { uploads } = useOutbox()
  const own = uploads.filter(({ visitId, fieldId }) => visitId === visit.id && fieldId === field.id)
  const ids = Array.isArray(value) ? value : []
  if ((ids.length > 0 || own.length > 0) && !isAgain)
    return (
      <>
        <PhotoStrip visit={visit} ids={ids} uploads={own} isRecordable={false} />
        {!isReadOnly && <Button onPress={() => setAgain(true)}>{t('signAgain')}</Button>}
      </>
    )
  if (isReadOnly) return null
  return (
    <>
      <SignaturePad label={labelOf(field, locale)} onChange={setDrawn} />
      <Button
        isDisabled={!drawn}
        onPress={() => {
          if (!drawn) return
          const blob = signatureBlob(drawn)
          sendFile({
            visitId: visit.id,
            kind: 'answer',
            fieldId: field.id,
            takenAt: new Date().toISOString(),
            name: 'signature.png',
            blob,
          })
          setAgain(false)
        }}
      >
        {t('keepSignature')}
      </Button>
    </>
  )
}
