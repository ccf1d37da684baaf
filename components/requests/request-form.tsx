'use client'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { Form as AriaForm } from 'react-aria-components/Form'
import { IntakeField } from '@/components/forms/intake-field'
import { OrderTypeIcon } from '@/components/forms/order-type-icon'
import { buttonStyle } from '@/components/ui/button-style'
import { NativeChoice } from '@/components/ui/native-choice'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useFieldWords } from '@/components/ui/use-field-words'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { acceptedImages, acceptedTypes } from '@/lib/files/rules'
import { type Answers, type FormField, formLimits, labelOf, visibleFields, wordsIn } from '@/lib/forms/rules'
import type { Locale } from '@/lib/locale'
import { requestLimits } from '@/lib/requests/rules'
import { type ArrivedFile, type ChosenFiles, FilesField } from './files-field'
import { sendForm, type Trouble } from './send-form'

export type AskableType = { id: string; label: string; icon: string; fields: FormField[] }

/**
 * The public form. The browser can post it by itself; with a script it shows the questions of the chosen type at once,
 * shrinks photos and says beside each field what is wrong without leaving the page.
 */
export function RequestForm(props: {
  company: string
  locale: Locale
  types: AskableType[]
  typed: Record<string, string>
  trouble: Trouble | null
  arrived: ArrivedFile[]
  /** Finds what a browser without a script had sent. */
  draft: string
  formKey: string
  seal: string
  country: string
}) {
  const { company, locale, types, typed, arrived } = props
  const t = useTranslations('requests.form')
  const refusalText = useRefusalText()
  const form = useRef<HTMLFormElement>(null)
  const onlyType = types.length === 1 ? types[0]?.id : undefined
  const [typeId, setTypeId] = useState(typed.type ?? onlyType)
  const [answers, setAnswers] = useState<Answers>(() => answersIn(typed))
  const [chosen, setChosen] = useState<ChosenFiles>({})
  const [trouble, setTrouble] = useState(props.trouble)
  const [sent, setSent] = useState<number | null>(null)
  const type = types.find((one) => one.id === typeId)
  const fields = visibleFields(type?.fields ?? [], answers)
  const isSending = sent !== null

  const words = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(trouble?.fields ?? {}).map(([name, code]) => {
          const reason = refusalText(code, trouble?.params)
          const file = code.startsWith('files.') && trouble?.params?.name
          return [name, file ? refusalText('requests.file', { name: file, reason }) : reason]
        }),
      ),
    [trouble, refusalText],
  )
  const shownWords = useFieldWords(words, form)

  useEffect(() => {
    if (!trouble) return
    const wrong = form.current?.querySelector<HTMLElement>('[data-invalid] :is(input, textarea, select)')
    const target = wrong ?? form.current?.querySelector<HTMLElement>('#trouble')
    target?.focus({ preventScroll: true })
    ;(wrong?.closest('[data-invalid]') ?? target)?.scrollIntoView({ block: 'center' })
  }, [trouble])

  function follow() {
    const data = new FormData(form.current ?? undefined)
    setTypeId(String(data.get('type') ?? onlyType ?? ''))
    setAnswers(answersIn(Object.fromEntries([...data].filter(([, value]) => typeof value === 'string')) as never))
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isSending) return
    const data = new FormData(event.currentTarget)
    for (const [name, files] of Object.entries(chosen)) for (const file of files) data.append(name, file)
    setTrouble(null)
    setSent(0)
    const reply = await sendForm(event.currentTarget.action, data, setSent)
    if (reply.ok) {
      window.location.assign(reply.value.url)
      return
    }
    setSent(null)
    setTrouble(reply)
  }

  const filesOf = (name: string) => ({
    name,
    files: chosen[name] ?? [],
    onChange: (files: File[]) => setChosen((before) => ({ ...before, [name]: files })),
    arrived: arrived.filter((file) => (file.fieldId ? `f.${file.fieldId}` : 'photos') === name),
  })
  const field = (name: string) => ({ name, label: t(name as 'name'), defaultValue: typed[name] ?? '' })

  return (
    <AriaForm
      ref={form}
      action={`/request/${company}/send`}
      method="post"
      encType="multipart/form-data"
      validationBehavior="aria"
      validationErrors={shownWords}
      onSubmit={submit}
      className="grid gap-x-10 gap-y-6 lg:grid-cols-[1.15fr_1fr]"
    >
      <input type="hidden" name="key" value={props.formKey} />
      <input type="hidden" name="seal" value={props.seal} />
      <input type="hidden" name="lang" value={locale} />
      <input type="hidden" name="draft" value={props.draft} />
      <input type="hidden" name="country" value={typed.country ?? props.country} />
      {/* Only programs that fill in everything find this one. */}
      <div aria-hidden className="absolute -left-[200vw] h-px w-px overflow-hidden">
        <label>
          {t('website')} <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      {trouble && trouble.code !== '' && (
        <p
          id="trouble"
          role="alert"
          tabIndex={-1}
          className="flex items-start gap-2 rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-alert-fg lg:col-span-2"
        >
          <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
          {refusalText({ ok: false, ...trouble })}
        </p>
      )}

      <div className="flex min-w-0 flex-col gap-4" onChange={follow}>
        {onlyType ? (
          <input type="hidden" name="type" value={onlyType} />
        ) : (
          <NativeChoice
            label={t('type')}
            name="type"
            look="cards"
            isRequired
            defaultValue={typeId}
            options={types.map(({ id, label, icon }) => ({ value: id, label, icon: <OrderTypeIcon name={icon} /> }))}
          />
        )}
        <noscript>
          <button type="submit" name="step" value="type" className={buttonStyle('secondary', 'md', 'w-full')}>
            {t('showQuestions')}
          </button>
        </noscript>
        <TextArea {...field('description')} isRequired rows={3} maxLength={4000} description={t('descriptionHelp')} />
        {fields.length > 0 && (
          <div id="questions" className="flex flex-col gap-4">
            {fields.map((one) =>
              one.type === 'photo' ? (
                <FilesField
                  key={`${typeId}.${one.id}`}
                  {...filesOf(`f.${one.id}`)}
                  label={labelOf(one, locale)}
                  description={wordsIn(one.help, locale) || undefined}
                  accept={acceptedImages}
                  maxFiles={formLimits.photos}
                  isRequired={one.required}
                />
              ) : (
                <IntakeField
                  key={`${typeId}.${one.id}`}
                  field={one}
                  locale={locale}
                  defaultValue={typed[`f.${one.id}`]}
                />
              ),
            )}
          </div>
        )}
        <FilesField
          {...filesOf('photos')}
          label={t('photos')}
          description={t('photosHelp', { count: requestLimits.files })}
          accept={acceptedTypes}
          maxFiles={requestLimits.files}
        />
      </div>

      <div className="flex min-w-0 flex-col gap-4">
        <TextField {...field('name')} isRequired autoComplete="name" maxLength={120} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            {...field('email')}
            isRequired
            type="email"
            inputMode="email"
            autoComplete="email"
            maxLength={200}
          />
          <TextField {...field('phone')} isRequired type="tel" inputMode="tel" autoComplete="tel" maxLength={40} />
        </div>
        <div className="grid grid-cols-[1fr_6rem] gap-4">
          <TextField {...field('street')} isRequired autoComplete="address-line1" maxLength={120} />
          <TextField {...field('houseNumber')} isRequired maxLength={20} />
        </div>
        <div className="grid grid-cols-[7rem_1fr] gap-4">
          <TextField {...field('postalCode')} isRequired autoComplete="postal-code" maxLength={12} />
          <TextField {...field('city')} isRequired autoComplete="address-level2" maxLength={80} />
        </div>
        <details className="group" open={Boolean(typed.company || typed.vatNumber || words.vatNumber)}>
          <summary className="focus-ring flex min-h-11 cursor-pointer items-center rounded-sm text-(--company-ink) underline decoration-line-strong underline-offset-4">
            {t('forCompany')}
          </summary>
          <div className="mt-2 grid gap-4 sm:grid-cols-2">
            <TextField {...field('company')} autoComplete="organization" maxLength={120} />
            <TextField {...field('vatNumber')} maxLength={30} />
          </div>
        </details>
        <div className="mt-auto flex flex-col gap-2 pt-2">
          <button
            type="submit"
            aria-disabled={isSending || undefined}
            className={buttonStyle('company', 'lg', isSending ? 'w-full opacity-70' : 'w-full')}
          >
            {sent === null
              ? t('send')
              : sent > 0 && sent < 1
                ? t('sendingProgress', { percent: Math.round(sent * 100) })
                : t('sending')}
          </button>
          <p className="text-sm text-ink-faint">{t('privacy')}</p>
        </div>
      </div>
    </AriaForm>
  )
}

/** The answers so far, by field; the form names them `f.<field>`. */
function answersIn(typed: Record<string, string>): Answers {
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([name]) => name.startsWith('f.'))
      .map(([name, value]) => [name.slice(2), value]),
  )
}
