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
import { type AnswerValue, type FormField, isAnswered, labelOf, outsideLimits, wordsIn } from '@/lib/forms/rules'
import { useDraft } from './draft'
import { sendFile, useOutbox } from './outbox'
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
  onAnswer: (value: AnswerValue) => void
}

/** One question with its input by type; outside the limits is allowed and marked. */
export function ChecklistQuestion(props: QuestionProps) {
  const { field, number, value, locale, isEarlier } = props
  const t = useTranslations('field.checklist')
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
      onChoose={onAnswer}
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

/** Text, number, measurement, date: sent when the field is left or after a pause; kept on the phone until then. */
function TypedInput({ field, value, locale, isReadOnly, onAnswer, visit }: QuestionProps) {
  const t = useTranslations('field.checklist')
  const { formatLocale } = useRegion()
  const isNumber = field.type === 'number' || field.type === 'measurement'
  const saved = typeof value === 'string' ? (isNumber ? formatDecimal(value, formatLocale, 0, 6) : value) : ''
  const [text, setText, forget] = useDraft(`answer:${visit.id}:${field.id}`, saved)
  const [isTyping, setTyping] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useEffect(() => {
    if (!isTyping) setText(saved)
  }, [saved, isTyping, setText])

  function send(words: string) {
    if (timer.current) clearTimeout(timer.current)
    setTyping(false)
    forget()
    const next = words.trim()
    if (next !== saved) onAnswer(next === '' ? null : next)
  }
  function type(words: string) {
    setTyping(true)
    setText(words)
    if (timer.current) clearTimeout(timer.current)
    if (!isNumber) timer.current = setTimeout(() => send(words), pauseMs)
  }
  const label = labelOf(field, locale)
  const common = {
    label,
    isLabelHidden: true,
    value: text,
    onChange: type,
    onBlur: () => isTyping && send(text),
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
        onChange={(event) => send(event.target.value)}
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
