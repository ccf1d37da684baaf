'use client'
import { Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { remind } from '@/lib/approvals/actions'
import { type ApprovalTemplate, templateWords } from '@/lib/approvals/rules/templates'
import { type DocumentLocale, documentLocales } from '@/lib/locale'
import { LanguageChoice, MailPreview } from './mail-preview'
import { TemplateDialog } from './template-dialog'
import { type MailWords, ownOf, type PreviewFacts } from './words'

const usual = 'usual'

/** Reminds of one or many requests in words that are chosen here, and written here when they are not there yet. */
export function RemindDialog({
  ids,
  words,
  facts,
  locale: given,
  onClose,
  onDone,
}: {
  ids: readonly string[]
  words: MailWords
  /** Of the first one, for the preview. */
  facts: PreviewFacts
  locale?: string
  onClose: () => void
  onDone: () => void
}) {
  const t = useTranslations('approvals')
  const toast = useToast()
  const refresh = useRefresh()
  // Made here a moment ago: the page brings it only when it is read again.
  const [made, setMade] = useState<ApprovalTemplate | null>(null)
  const own = [...ownOf(words, 'reminded').filter(({ id }) => id !== made?.id), ...(made ? [made] : [])]
  const default_ = own.find(({ isDefault }) => isDefault)
  const [chosen, setChosen] = useState(usual)
  const [locale, setLocale] = useState<DocumentLocale>(documentLocales.find((one) => one === given) ?? 'nl')
  const [editing, setEditing] = useState<ApprovalTemplate | 'new' | null>(null)
  const template = chosen === usual ? default_ : own.find(({ id }) => id === chosen)
  const shown = templateWords(template ?? null, locale) ?? words.standard[facts.kind ?? 'hours'].reminded[locale]
  if (editing)
    return (
      <TemplateDialog
        template={editing === 'new' ? null : editing}
        kind="reminded"
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
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('remindTitle', { count: ids.length })}
      description={t('remindText')}
      size="lg"
    >
      <Form
        action={remind}
        toInput={() => ({ ids: [...ids], templateId: chosen === usual ? null : chosen })}
        onDone={({ reminded }) => {
          toast.done(t('reminded', { count: reminded }))
          onClose()
          onDone()
        }}
      >
        <div className="flex flex-wrap items-end gap-2">
          <Select
            label={t('templates.choose')}
            name="templateId"
            className="min-w-56 flex-1"
            value={chosen}
            onChange={(id) => setChosen(id ?? usual)}
            options={[
              { value: usual, label: t('templates.usual', { name: default_?.name ?? t('templates.ours') }) },
              ...own.filter(({ isDefault }) => !isDefault).map(({ id, name }) => ({ value: id, label: name })),
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
          <span className="text-sm text-ink-soft">{t('templates.previewOf')}</span>
          <LanguageChoice value={locale} onChange={setLocale} />
        </div>
        <MailPreview words={shown} facts={facts} company={words.company} locale={locale} />
        <FormActions>
          <SubmitButton>{t('remindMany', { count: ids.length })}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}
