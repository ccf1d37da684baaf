'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useRefresh } from '@/components/ui/use-refresh'
import { type ApprovalTemplate, type TemplateKind, templateWords } from '@/lib/approvals/rules/templates'
import { type DocumentLocale, documentLocales } from '@/lib/locale'
import { LanguageChoice, MailPreview } from './mail-preview'
import { TemplateDialog } from './template-dialog'
import { type MailWords, ownOf, type PreviewFacts, usualOf } from './words'

const usual = 'usual'

/**
 * Which words a mail is sent with: chosen from what is there, or written here, with the mail as it will read. `fields` stand in
 * the form; while `editor` is there it stands in the form's place. `templateId`: null for those that go by themselves.
 */
export function useTemplateChoice(
  kind: TemplateKind,
  words: MailWords,
  facts: PreviewFacts,
  given?: string,
  /** Which of several is shown; without it that this is how the mail reads. */
  which?: ReactNode,
): { templateId: string | null; fields: ReactNode; editor: ReactNode } {
  const t = useTranslations('approvals')
  const refresh = useRefresh()
  // Made here a moment ago: the page brings it only when it is read again.
  const [made, setMade] = useState<ApprovalTemplate | null>(null)
  const own = [...ownOf(words, kind).filter(({ id }) => id !== made?.id), ...(made ? [made] : [])]
  const about = facts.kind ?? 'hours'
  const default_ = usualOf(own, about)
  const [chosen, setChosen] = useState(usual)
  const [locale, setLocale] = useState<DocumentLocale>(documentLocales.find((one) => one === given) ?? 'nl')
  const [editing, setEditing] = useState<ApprovalTemplate | 'new' | null>(null)
  const template = chosen === usual ? default_ : own.find(({ id }) => id === chosen)
  const shown = templateWords(template ?? null, locale) ?? words.standard[about][kind][locale]
  const editor = editing && (
    <TemplateDialog
      template={editing === 'new' ? null : editing}
      kind={kind}
      words={words}
      facts={facts}
      onClose={() => setEditing(null)}
      onSaved={(saved) => {
        setMade(saved)
        setChosen(saved.id)
        setEditing(null)
        refresh()
      }}
    />
  )
  const fields = (
    <>
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label={t('templates.choose')}
          name="templateId"
          className="min-w-56 flex-1"
          value={chosen}
          onChange={(id) => setChosen(id ?? usual)}
          options={[
            { value: usual, label: t('templates.usual', { name: default_?.name ?? t('templates.ours') }) },
            ...own.filter(({ id }) => id !== default_?.id).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {words.mayEdit && (
          <>
            {template && (
              <Button icon={<Pencil />} onPress={() => setEditing(template)}>
                {t('templates.edit')}
              </Button>
            )}
            <Button icon={<Plus />} onPress={() => setEditing('new')}>
              {t('templates.new')}
            </Button>
          </>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        {which ?? <span className="text-sm text-ink-soft">{t('templates.previewOf')}</span>}
        <LanguageChoice value={locale} onChange={setLocale} />
      </div>
      <MailPreview words={shown} facts={facts} company={words.company} locale={locale} />
    </>
  )
  return { templateId: chosen === usual ? null : chosen, fields, editor }
}
