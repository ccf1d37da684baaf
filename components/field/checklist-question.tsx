'use client'
import { Check, Equal, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { type Signature, SignaturePad } from '@/components/ui/signature-pad'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { isAnswered, labelOf, wordsIn } from '@/lib/forms/rules'
import type { RefusedReply } from '@/lib/reply'
import { ComputedValue } from './inputs/computed'
import { useDrawing } from './inputs/draw-dialog'
import { RatingInput } from './inputs/rating'
import { ScanInput } from './inputs/scan'
import { useKeepFile } from './phone/use-keep-file'
import { usePhone } from './phone/use-phone'
import { CameraButton, PhotoStrip } from './photos'
import { signatureBlob } from './signature-blob'
import { type AnswerProps, TypedInput } from './typed-answer'

type QuestionProps = AnswerProps & {
  /** 0: it answers itself. */
  number: number
  /** An earlier visit of this order answered it. */
  isEarlier: boolean
  /** Why the last answer was not taken. */
  refusal: RefusedReply | null
  /** What is asked about a failed item. */
  children?: ReactNode
}

/** One question with its input by type; outside the limits is allowed and marked. */
export function ChecklistQuestion(props: QuestionProps) {
  const { field, number, value, locale, isEarlier, refusal, children } = props
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
            isDone && number > 0 ? 'bg-done-bg text-done-fg' : 'bg-pressed text-ink-soft',
          )}
        >
          {number === 0 ? <Equal className="size-4" /> : isDone ? <Check className="size-4" /> : number}
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
      {children}
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
    case 'rating':
      return (
        <RatingInput
          label={labelOf(field, locale)}
          name={field.id}
          value={value}
          isReadOnly={isReadOnly}
          onAnswer={onAnswer}
        />
      )
    case 'computed':
      return <ComputedValue label={labelOf(field, locale)} value={value} unit={field.unit} />
    case 'scan':
      return <ScanInput {...props} />
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

function PhotoInput({ field, value, visit, isReadOnly }: QuestionProps) {
  const t = useTranslations('field.photos')
  const files = useFilesOf(visit.id, field.id)
  const { draw, dialog } = useDrawing()
  return (
    <>
      {!isReadOnly && (
        <CameraButton
          visitId={visit.id}
          kind="answer"
          fieldId={field.id}
          words={t('take')}
          edit={field.drawing ? draw : undefined}
        />
      )}
      {dialog}
      <PhotoStrip visit={visit} ids={Array.isArray(value) ? value : []} files={files} isRecordable={!isReadOnly} />
    </>
  )
}

function SignatureInput({ field, value, visit, locale, isReadOnly }: QuestionProps) {
  const t = useTranslations('field.checklist')
  const [drawn, setDrawn] = useState<Signature | null>(null)
  const [isAgain, setAgain] = useState(false)
  const keep = useKeepFile()
  const files = useFilesOf(visit.id, field.id)
  const ids = Array.isArray(value) ? value : []
  async function sign() {
    if (!drawn) return
    const takenAt = new Date().toISOString()
    const signature = { takenAt, name: 'signature.png', blob: signatureBlob(drawn) }
    if (await keep({ visitId: visit.id, kind: 'answer', fieldId: field.id, ...signature })) setAgain(false)
  }
  if (ids.length > 0 && !isAgain)
    return (
      <>
        <PhotoStrip visit={visit} ids={ids} files={files} isRecordable={false} />
        {!isReadOnly && <Button onPress={() => setAgain(true)}>{t('signAgain')}</Button>}
      </>
    )
  if (isReadOnly) return null
  return (
    <>
      <SignaturePad label={labelOf(field, locale)} onChange={setDrawn} />
      <Button isDisabled={!drawn} onPress={() => void sign()}>
        {t('keepSignature')}
      </Button>
    </>
  )
}

function useFilesOf(visitId: string, fieldId: string) {
  const { files } = usePhone()
  return files.filter((file) => file.visitId === visitId && file.kind === 'answer' && file.fieldId === fieldId)
}
