'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archiveTemplate } from '@/lib/approvals/actions'
import { approvalKinds } from '@/lib/approvals/rules'
import { type ApprovalTemplate, type TemplateKind, templateKinds } from '@/lib/approvals/rules/templates'
import { documentLocales } from '@/lib/locale'
import { TemplateDialog } from './template-dialog'
import { type MailWords, ownOf, usualOf } from './words'

/** The company's own words of each mail; without any, ours are sent. */
export function TemplateList({ words }: { words: MailWords }) {
  const t = useTranslations('approvals.templates')
  const refresh = useRefresh()
  const toast = useToast()
  const [editing, setEditing] = useState<{ kind: TemplateKind; template: ApprovalTemplate | null } | null>(null)
  const [leaving, setLeaving] = useState<ApprovalTemplate | null>(null)
  const archiving = useAction(archiveTemplate)
  useLive(['approval'], refresh)
  return (
    <div className="flex flex-col gap-6">
      {templateKinds.map((kind) => (
        <section key={kind} aria-label={t(`kind.${kind}`)} className="flex flex-col gap-2">
          <header className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">{t(`kind.${kind}`)}</h3>
            <Button size="sm" icon={<Plus />} onPress={() => setEditing({ kind, template: null })}>
              {t('new')}
            </Button>
          </header>
          <ul className="divide-y divide-line rounded-md border border-line bg-surface">
            {ownOf(words, kind).map((template) => (
              <li key={template.id} className="flex items-center gap-2 py-1.5 pr-1.5 pl-3">
                <button
                  type="button"
                  onClick={() => setEditing({ kind, template })}
                  className="focus-ring min-w-0 flex-1 rounded-sm text-left hover:underline"
                >
                  <span className="block truncate">{template.name}</span>
                  <span className="block truncate text-sm text-ink-soft">
                    {documentLocales
                      .filter((locale) => template.body[locale])
                      .map((locale) => locale.toUpperCase())
                      .join(' · ')}
                  </span>
                </button>
                {template.about !== 'both' && <Badge tone="todo">{t(`abouts.${template.about}`)}</Badge>}
                {template.isDefault && <Badge tone="planned">{t('usualBadge')}</Badge>}
                <IconButton label={t('archive', { name: template.name })} onPress={() => setLeaving(template)}>
                  <Trash2 />
                </IconButton>
              </li>
            ))}
            <li className="flex items-center gap-2 px-3 py-2">
              <span className="min-w-0 flex-1 text-ink-soft">{t('ours')}</span>
              {!approvalKinds.every((about) => usualOf(ownOf(words, kind), about)) && (
                <Badge tone="planned">{t('usualBadge')}</Badge>
              )}
            </li>
          </ul>
        </section>
      ))}
      {editing && (
        <TemplateDialog
          key={editing.template?.id ?? editing.kind}
          template={editing.template}
          kind={editing.kind}
          words={words}
          onClose={() => {
            setEditing(null)
            refresh()
          }}
          onSaved={() => {
            setEditing(null)
            refresh()
          }}
        />
      )}
      <ConfirmDialog
        isOpen={leaving !== null}
        onOpenChange={(isOpen) => !isOpen && setLeaving(null)}
        title={t('archiveTitle', { name: leaving?.name ?? '' })}
        confirmText={t('archiveConfirm')}
        isDangerous
        onConfirm={async () => {
          if (!leaving) return
          const reply = await archiving.run({ id: leaving.id, version: leaving.version })
          if (reply.ok) {
            toast.done(t('archived', { name: leaving.name }))
            refresh()
          }
          return reply
        }}
      >
        {t('archiveText')}
      </ConfirmDialog>
    </div>
  )
}
