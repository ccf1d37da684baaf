'use client'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { formatDecimal } from '@/components/ui/decimal'
import { useRegion } from '@/components/ui/region'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { VisitData } from '@/lib/field/view/data'
import { type AnswerValue, type FormField, labelOf, outsideLimits } from '@/lib/forms/rules'
import { forgetOnPhone, keepOnPhone, kept as keptOnPhone, useKept } from './draft'
import { usePhone } from './phone/use-phone'

/** The version that an answer replaces, 0 for none; `last`: whichever stands when it is tapped. */
export type Seen = number | 'last'

export type AnswerProps = {
  field: FormField
  value: AnswerValue
  visit: VisitData
  locale: string
  isReadOnly: boolean
  /** The version of the answer that is shown. */
  seen: number
  /** Answers the version that it has now; null when it can't be kept. `seen`, `seenSeq`: what was shown when it was begun. */
  onAnswer: (value: AnswerValue, seen?: Seen, seenSeq?: number) => Promise<number | null>
}

const pauseMs = 900

/** Text, number, measurement, date: kept as an answer when the field is left or after a pause, and as typed until then. */
export function TypedInput({ field, value, locale, isReadOnly, onAnswer, visit, seen }: AnswerProps) {
  const t = useTranslations('field.checklist')
  const { formatLocale } = useRegion()
  const { seenSeq } = usePhone()
  const isNumber = field.type === 'number' || field.type === 'measurement'
  const saved = typeof value === 'string' ? (isNumber ? formatDecimal(value, formatLocale, 0, 6) : value) : ''
  const place = `${visit.id}:${field.id}`
  const [kept, keep, forget] = useKept(`answer:${place}`)
  const text = kept ?? saved
  const [isTyping, setTyping] = useState(false)
  /** What was typed here last: an answer to earlier words says nothing about it. */
  const last = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  async function save(words: string) {
    if (timer.current) clearTimeout(timer.current)
    setTyping(false)
    const next = words.trim()
    const isShown = next === saved
    const [base = 0, baseSeq = 0] = (keptOnPhone(`seen:${place}`) ?? '').split(' ').map(Number)
    const version = isShown ? base : await onAnswer(next === '' ? null : next, base, baseSeq)
    if (version === null) return
    if (last.current === words) {
      forget()
      forgetOnPhone(`seen:${place}`)
    } else keepOnPhone(`seen:${place}`, `${version} ${baseSeq}`)
  }
  function type(words: string) {
    setTyping(true)
    // Words that wait replace what stood when they were begun, not what another answers meanwhile.
    if (kept === null) keepOnPhone(`seen:${place}`, `${seen} ${seenSeq}`)
    keep(words)
    last.current = words
    if (timer.current) clearTimeout(timer.current)
    if (!isNumber) timer.current = setTimeout(() => void save(words), pauseMs)
  }
  // What was typed before the page was loaded again is kept as an answer now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the phone had kept, not what is typed
  useEffect(() => {
    if (kept === null || last.current !== null || isReadOnly) return
    last.current = kept
    void save(kept)
  }, [kept])
  const label = labelOf(field, locale)
  const common = {
    label,
    isLabelHidden: true,
    value: text,
    onChange: type,
    onBlur: () => void (isTyping && save(text)),
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
          void save(event.target.value)
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
