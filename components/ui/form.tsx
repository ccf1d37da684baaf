'use client'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, type FormEvent, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { Form as AriaForm } from 'react-aria-components/Form'
import type { Action, RefusedReply } from '@/lib/reply'
import { Button, type ButtonProps } from './button'
import { cx } from './cx'
import { type FormValues, formValues } from './form-values'
import { useIsHydrated } from './in-browser'
import { isUnanswered, useAction } from './use-action'
import { useFieldWords } from './use-field-words'
import { useRefusalText } from './use-refusal-text'

const PendingContext = createContext(false)
/** Can the form be sent: the script is there, or it works without. */
const ReadyContext = createContext(true)

/** Is the surrounding Form sending? */
export function useFormPending(): boolean {
  return useContext(PendingContext)
}

export type FormProps<Input, Output> = {
  action: Action<Input, Output>
  /** Fixed parts of the input that no field holds, such as `{ orderId, version }`. */
  with?: Partial<Input>
  /** Builds the input from the fields when names and shapes differ; default: the values as they are named. */
  toInput?: (values: FormValues) => Input
  onDone?: (value: Output) => void
  onRefused?: (refusal: RefusedReply, input: Input) => void
  /** Draws what to do when someone else saved meanwhile (a StaleDialog). */
  stale?: (stale: { mine: Input; theirs: unknown; close: () => void; send: (input: Input) => void }) => ReactNode
  /** Words for paths that have no field on the screen: `{ 'lines.0.vatCode': 'Btw-code' }`. */
  labels?: Record<string, string>
  /** Where the browser posts when there is no JavaScript. */
  fallback?: string
  children: ReactNode
  className?: string
  id?: string
  'aria-label'?: string
}

/**
 * `<Form action={saveCustomer} with={{ id }} onDone={close}><TextField name="name" …/><SubmitButton>Opslaan</SubmitButton></Form>`
 * Refusals stand beside the field of the same name, the rest above the buttons; nothing typed is lost; one tap is one change.
 */
export function Form<Input, Output>(props: FormProps<Input, Output>) {
  const { action, onDone, onRefused, stale, fallback, children, className } = props
  const form = useRef<HTMLFormElement>(null)
  const isHydrated = useIsHydrated()
  const refusalText = useRefusalText()
  const [sent, setSent] = useState<Input | null>(null)
  const { run, retry, isPending, refusal, reset } = useAction(action, {
    onDone,
    onRefused: (reply, input) => onRefused?.(reply, input),
  })

  const allWords = useMemo(() => {
    if (!refusal?.fields) return undefined
    return Object.fromEntries(
      Object.entries(refusal.fields).map(([path, code]) => [path, refusalText(code, refusal.params)]),
    )
  }, [refusal, refusalText])
  const fieldWords = useFieldWords(allWords, form)

  useEffect(() => {
    if (allWords) focusFirstWrong(form.current)
  }, [allWords])

  useEffect(() => {
    const element = form.current
    function send(event: KeyboardEvent) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element?.requestSubmit()
    }
    element?.addEventListener('keydown', send)
    return () => element?.removeEventListener('keydown', send)
  }, [])

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    event.stopPropagation()
    if (isPending) return
    const values = formValues(event.currentTarget)
    const input = props.toInput ? props.toInput(values) : (values as Input)
    const whole = { ...input, ...props.with }
    setSent(whole)
    void run(whole)
  }

  const isStale = refusal?.code.endsWith('stale') === true && stale !== undefined && sent !== null

  return (
    <AriaForm
      ref={form}
      id={props.id}
      aria-label={props['aria-label']}
      action={fallback}
      // Never GET: before the script is there a browser would put what was typed in the address.
      method="post"
      validationBehavior="aria"
      validationErrors={fieldWords}
      onSubmit={submit}
      className={cx('flex flex-col gap-4', className)}
    >
      <ReadyContext value={isHydrated || fallback !== undefined}>
        <PendingContext value={isPending}>
          {children}
          {refusal && !isStale && (
            <FormRefusal refusal={refusal} form={form.current} labels={props.labels} onRetry={() => void retry()} />
          )}
          {isStale &&
            stale({
              mine: sent,
              theirs: refusal.current,
              close: reset,
              send: (input) => {
                const next = withVersionOf(refusal.current, input)
                setSent(next)
                void run(next)
              },
            })}
        </PendingContext>
      </ReadyContext>
    </AriaForm>
  )
}

/** An input that answers the version the other person saved; without it the server would refuse it again. */
function withVersionOf<Input>(theirs: unknown, input: Input): Input {
  const isVersioned = typeof theirs === 'object' && theirs !== null && 'version' in theirs
  return isVersioned ? { ...input, version: theirs.version } : input
}

/** The words above the buttons: the refusal itself, and what is wrong with fields that are not on the screen. */
export function FormRefusal({
  refusal,
  form,
  labels,
  onRetry,
}: {
  refusal: RefusedReply
  labels?: Record<string, string>
  form?: HTMLFormElement | null
  onRetry?: () => void
}) {
  const t = useTranslations('common')
  const refusalText = useRefusalText()
  const hidden = Object.entries(refusal.fields ?? {}).filter(([path]) => !form?.elements.namedItem(path))
  return (
    <div
      role="alert"
      className="flex items-start gap-2 rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-sm text-alert-fg"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p>{refusalText(refusal)}</p>
        {hidden.map(([path, code]) => (
          <p key={path}>{`${labels?.[path] ?? path}: ${refusalText(code)}`}</p>
        ))}
      </div>
      {onRetry && isUnanswered(refusal) && (
        <Button size="sm" onPress={onRetry}>
          {t('actions.retry')}
        </Button>
      )}
    </div>
  )
}

/** Sends the Form around it and shows that it is sending. */
export function SubmitButton({ variant = 'primary', ...props }: Omit<ButtonProps, 'type' | 'isPending'>) {
  const isReady = useContext(ReadyContext)
  return (
    <Button
      {...props}
      type="submit"
      variant={variant}
      isPending={useFormPending()}
      isDisabled={props.isDisabled || !isReady}
      // Waiting for the script takes a blink; greying and lighting up again would be unrest.
      className={cx(props.className, !isReady && 'opacity-100!')}
    />
  )
}

/** The row of buttons that ends a form or dialog: the primary one at the right. */
export function FormActions({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div data-actions className={cx('order-last flex flex-wrap items-center justify-end gap-2 pt-2', className)}>
      {children}
    </div>
  )
}

/** How the form of a dialog ends: away without it, or send it. Its words, unless they are "save". */
export function DialogActions({ onCancel, children }: { onCancel: () => void; children?: ReactNode }) {
  const t = useTranslations('common.actions')
  return (
    <FormActions>
      <Button onPress={onCancel}>{t('cancel')}</Button>
      <SubmitButton>{children ?? t('save')}</SubmitButton>
    </FormActions>
  )
}

/** Fields beside each other where there is room. */
export function FieldRow({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx('grid gap-4 sm:grid-flow-col sm:auto-cols-fr', className)}>{children}</div>
}

function focusFirstWrong(form: HTMLFormElement | null) {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[data-invalid]')
    const target = field?.querySelector<HTMLElement>(
      'input:not([type=hidden]):not([tabindex="-1"]), textarea, button, [role=spinbutton], [tabindex="0"]',
    )
    target?.focus()
    field?.scrollIntoView({ block: 'nearest' })
  })
}
