'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { Switch } from '@/components/ui/switch'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { saveTemplate } from '@/lib/approvals/actions'
import type { ApprovalKind } from '@/lib/approvals/rules'
import {
  type ApprovalTemplate,
  type TemplateAbout,
  type TemplateKind,
  templateAbouts,
  templateLimits,
  templatePlaceholders,
  templateWords,
} from '@/lib/approvals/rules/templates'
import { type DocumentLocale, documentLocales } from '@/lib/locale'
import { LanguageChoice, MailPreview } from './mail-preview'
import { type MailWords, type PreviewFacts, usualOf } from './words'

type Wanted = Parameters<typeof saveTemplate>[0]
type Shown = {
  name: string
  about: TemplateAbout
  isDefault: boolean
  subject: Record<string, string>
  body: Record<string, string>
}

/** The words of a mail in every language, with the mail as it will read beside them while they are typed. */
export function TemplateDialog({
  template,
  kind,
  words,
  facts = {},
  onClose,
  onSaved,
}: {
  /** Null for a new one, which starts from our own words. */
  template: ApprovalTemplate | null
  kind: TemplateKind
  words: MailWords
  facts?: PreviewFacts
  onClose: () => void
  onSaved: (saved: ApprovalTemplate) => void
}) {
  const t = useTranslations('approvals.templates')
  const toast = useToast()
  const [id] = useState(() => template?.id ?? uuidv7())
  const [locale, setLocale] = useState<DocumentLocale>('nl')
  const [shown, setShown] = useState<Shown>(() => template ?? startOf(words, kind, facts.kind))
  const [seen, setSeen] = useState(template?.version ?? null)

  function type(part: 'subject' | 'body', text: string) {
    setShown((now) => ({ ...now, [part]: { ...now[part], [locale]: text } }))
  }

  /** Where the caret stands in the text, or stood last. */
  function insert(placeholder: string) {
    const [field] = document.getElementsByName(`body.${locale}`)
    const text = shown.body[locale] ?? ''
    const at = field instanceof HTMLTextAreaElement ? field.selectionStart : text.length
    type('body', `${text.slice(0, at)}{${placeholder}}${text.slice(at)}`)
  }

  const textsOf = (value: unknown) =>
    Object.values((value ?? {}) as Record<string, string>)
      .filter(Boolean)
      .join(' / ')
  const sameTexts = (mine: unknown, theirs: unknown) => textsOf(mine) === textsOf(theirs)
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={template ? t('editTitle', { name: template.name }) : t(`newTitle.${kind}`)}
      description={t('dialogText')}
      size="xl"
    >
      <Form<Wanted, { id: string; version: number }>
        action={saveTemplate}
        toInput={() => ({ id, version: seen, kind, ...shown })}
        onDone={({ version }) => {
          toast.done(t('saved', { name: shown.name }))
          onSaved({ id, kind, version, ...shown })
        }}
        onRefused={({ fields }) => {
          // What is wrong may stand in a language that is not shown.
          const wrong = documentLocales.find((one) => fields?.[`subject.${one}`] || fields?.[`body.${one}`])
          if (wrong) setLocale(wrong)
        }}
        stale={(stale) =>
          bothVersions<Wanted>({
            fields: [
              { key: 'name', label: t('name') },
              { key: 'about', label: t('about'), show: (about) => t(`abouts.${aboutOf(about)}`) },
              { key: 'isDefault', label: t('isDefault') },
              { key: 'subject', label: t('subject'), show: textsOf, same: sameTexts },
              { key: 'body', label: t('body'), show: textsOf, same: sameTexts },
            ],
            onDiscard: onClose,
          })({
            ...stale,
            send: (chosen) => {
              const { name, about, isDefault = false, subject, body } = chosen
              setShown({ name, about: aboutOf(about), isDefault, subject: { ...subject }, body: { ...body } })
              setSeen((stale.theirs as { version: number }).version)
              stale.send(chosen)
            },
          })
        }
      >
        <div className="grid gap-4 lg:grid-cols-2">
          <div className="flex min-w-0 flex-col gap-4">
            <TextField
              name="name"
              label={t('name')}
              description={t('nameText')}
              isRequired
              maxLength={templateLimits.name}
              value={shown.name}
              onChange={(name) => setShown({ ...shown, name })}
            />
            <Select
              label={t('about')}
              name="about"
              value={shown.about}
              onChange={(about) => setShown({ ...shown, about: aboutOf(about) })}
              options={templateAbouts.map((value) => ({ value, label: t(`abouts.${value}`) }))}
            />
            <Switch
              isSelected={shown.isDefault}
              onChange={(isDefault) => setShown({ ...shown, isDefault })}
              description={t(`isDefaultText.${kind}`, { about: shown.about })}
            >
              {t('isDefault')}
            </Switch>
            <LanguageChoice value={locale} onChange={setLocale} />
            {documentLocales.map((one) => (
              <div key={one} className={one === locale ? 'contents' : 'hidden'}>
                <TextField
                  name={`subject.${one}`}
                  label={`${t('subject')} (${one.toUpperCase()})`}
                  maxLength={templateLimits.subject}
                  value={shown.subject[one] ?? ''}
                  onChange={(text) => type('subject', text)}
                />
                <TextArea
                  name={`body.${one}`}
                  label={`${t('body')} (${one.toUpperCase()})`}
                  description={t('bodyText')}
                  rows={7}
                  maxLength={templateLimits.body}
                  value={shown.body[one] ?? ''}
                  onChange={(text) => type('body', text)}
                />
              </div>
            ))}
            <fieldset>
              <legend className="mb-1 text-sm text-ink-soft">{t('insert')}</legend>
              <div className="flex flex-wrap gap-1">
                {templatePlaceholders.map((placeholder) => (
                  <Button key={placeholder} size="sm" onPress={() => insert(placeholder)}>
                    {t(`placeholders.${placeholder}`)}
                  </Button>
                ))}
              </div>
            </fieldset>
          </div>
          <MailPreview
            words={{ subject: shown.subject[locale] ?? '', body: shown.body[locale] ?? '' }}
            facts={facts}
            company={words.company}
            locale={locale}
          />
        </div>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const aboutOf = (value: unknown): TemplateAbout => templateAbouts.find((one) => one === value) ?? 'both'

/** Our own words of every language, to start from. */
function startOf({ templates, standard }: MailWords, kind: TemplateKind, about: ApprovalKind = 'hours'): Shown {
  const usual = usualOf(
    templates.filter((one) => one.kind === kind),
    about,
  )
  const of = (part: 'subject' | 'body') =>
    Object.fromEntries(
      documentLocales.map((locale) => [locale, (templateWords(usual, locale) ?? standard[about][kind][locale])[part]]),
    )
  return { name: '', about: 'both', isDefault: false, subject: of('subject'), body: of('body') }
}
