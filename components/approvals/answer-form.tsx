import { Check, CircleAlert, X } from 'lucide-react'
import { buttonStyle } from '@/components/ui/button-style'
import type { RequestPage } from '@/lib/approvals/queries/request'
import { byMember, LineText, type PageLine } from './line-text'
import { type Draft, PlainField } from './plain-field'
import type { ApprovalWords } from './request-head'

/**
 * Approve all, or reject line by line with why: radio buttons in a form of the browser itself. The style sheet shows the
 * remark of what is rejected and counts the rejections on the button, so that none of it needs a script.
 */
export function AnswerForm({
  page,
  words,
  token,
  draft,
}: {
  page: RequestPage
  words: ApprovalWords
  token: string
  draft: Draft
}) {
  const { t } = words
  const isRefused = draft !== null && draft.typed.step === 'answer'
  const open = page.lines.filter((line) => line.answer === null)
  return (
    <form
      id="answer"
      method="post"
      action={`/approval/${token}/send`}
      noValidate
      className="group/form flex flex-col gap-6 [counter-reset:rejected]"
    >
      <input type="hidden" name="step" value="answer" />
      {isRefused && (
        <p
          role="alert"
          className="flex items-start gap-2 rounded-md border border-alert-line bg-alert-bg px-4 py-3 text-alert-fg"
        >
          <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
          {t('page.incomplete')}
        </p>
      )}
      <p className="text-ink-soft">{t('page.howto')}</p>
      {byMember(open).map(([member, lines]) => (
        <section key={member} className="flex flex-col gap-2">
          <h2 className="text-lg font-medium">{member}</h2>
          <ul className="flex flex-col divide-y divide-line rounded-md border border-line bg-surface">
            {lines.map((line) => (
              <li key={line.id} className="group/line flex flex-col gap-3 p-4">
                <LineText line={line} files={page.files} words={words} token={token} />
                <Choice line={line} words={words} isRejected={draft?.typed[`a.${line.id}`] === 'rejected'} />
                <div className="hidden group-has-[input[value=rejected]:checked]/line:block">
                  <PlainField
                    name={`r.${line.id}`}
                    label={t('page.remark')}
                    words={words}
                    draft={draft}
                    problem={`answer.remark.${line.id}`}
                    isLong
                    max={2000}
                  />
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <div className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4">
        <PlainField
          name="name"
          label={t('page.name')}
          words={words}
          draft={draft}
          problem="answer.name"
          autoComplete="name"
        />
        <button
          type="submit"
          className={buttonStyle(
            'company',
            'lg',
            'max-sm:w-full group-has-[input[value=rejected]:checked]/form:hidden',
          )}
        >
          {t('page.sendAll')}
        </button>
        <button
          type="submit"
          className={buttonStyle(
            'company',
            'lg',
            'max-sm:w-full not-group-has-[input[value=rejected]:checked]/form:hidden',
          )}
        >
          <span>
            {t('page.sendWith')} <span className="tabular after:content-[counter(rejected)]" /> {t('page.rejections')}
          </span>
        </button>
      </div>
    </form>
  )
}

function Choice({ line, words: { t }, isRejected }: { line: PageLine; words: ApprovalWords; isRejected: boolean }) {
  const label =
    'flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-4 has-focus-visible:outline-2 has-focus-visible:outline-offset-2'
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{`${line.facts.member} ${line.facts.day}`}</legend>
      <label className={`${label} has-checked:border-done-line has-checked:bg-done-bg has-checked:text-done-fg`}>
        <input
          type="radio"
          name={`a.${line.id}`}
          value="approved"
          defaultChecked={!isRejected}
          className="size-4 accent-current"
        />
        <Check aria-hidden className="size-4" />
        {t('page.approve')}
      </label>
      <label className={`${label} has-checked:border-alert-line has-checked:bg-alert-bg has-checked:text-alert-fg`}>
        <input
          type="radio"
          name={`a.${line.id}`}
          value="rejected"
          defaultChecked={isRejected}
          className="size-4 accent-current checked:[counter-increment:rejected]"
        />
        <X aria-hidden className="size-4" />
        {t('page.reject')}
      </label>
    </fieldset>
  )
}
