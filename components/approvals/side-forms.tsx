import type { ReactNode } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { type Draft, PlainField, problemText } from './plain-field'
import type { ApprovalWords } from './request-head'

const summary =
  'focus-ring flex min-h-11 cursor-pointer items-center rounded-sm text-(--company-ink) underline decoration-line-strong underline-offset-4'

/** Passing it on to a colleague, and asking something. */
export function SideForms({ words, token, draft }: { words: ApprovalWords; token: string; draft: Draft }) {
  const { t } = words
  const common = { words, draft }
  return (
    <div className="flex flex-col gap-2">
      <details id="forward" open={draft?.typed.step === 'forward'}>
        <summary className={summary}>{t('page.forward')}</summary>
        <SideForm step="forward" button={t('page.forwardSend')} {...common} token={token}>
          <p className="text-ink-soft">{t('page.forwardText')}</p>
          <PlainField name="forward.name" label={t('page.name')} problem="forward.name" {...common} />
          <PlainField name="forward.colleague" label={t('page.colleague')} problem="forward.colleague" {...common} />
          <PlainField
            name="forward.email"
            label={t('page.email')}
            problem="forward.email"
            type="email"
            max={254}
            {...common}
          />
        </SideForm>
      </details>
      <details id="ask" open={draft?.typed.step === 'ask'}>
        <summary className={summary}>{t('page.ask')}</summary>
        <SideForm step="ask" button={t('page.askSend')} {...common} token={token}>
          <PlainField name="ask.name" label={t('page.name')} problem="ask.name" {...common} />
          <PlainField
            name="ask.question"
            label={t('page.question')}
            problem="ask.question"
            isLong
            max={2000}
            {...common}
          />
        </SideForm>
      </details>
    </div>
  )
}

function SideForm({
  step,
  button,
  words,
  draft,
  token,
  children,
}: {
  step: 'forward' | 'ask'
  button: string
  words: ApprovalWords
  draft: Draft
  token: string
  children: ReactNode
}) {
  const isRefused = draft?.typed.step === step && Object.keys(draft.problems).length === 0
  return (
    <form
      method="post"
      action={`/approval/${token}/send`}
      noValidate
      className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4"
    >
      <input type="hidden" name="step" value={step} />
      {isRefused && (
        <p role="alert" className="text-alert-fg">
          {problemText(draft.code, words)}
        </p>
      )}
      {children}
      <button type="submit" className={buttonStyle('secondary', 'lg', 'w-fit max-sm:w-full')}>
        {button}
      </button>
    </form>
  )
}
