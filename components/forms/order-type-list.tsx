'use client'
import { Archive, ArchiveRestore, ArrowDown, ArrowUp, ChevronRight, ExternalLink, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { Duration } from '@/components/ui/duration'
import { EmptyState } from '@/components/ui/empty-state'
import { DialogActions, Form } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { ButtonLink, Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Switch } from '@/components/ui/switch'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archive, create, sort } from '@/lib/forms/actions'
import type { OrderType } from '@/lib/forms/queries'
import type { FormKind } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { OrderTypeIcon } from './order-type-icon'

/** The kinds of work a company does, in the order in which customers see them. */
export function OrderTypeList({
  types,
  counts,
  slug,
}: {
  types: OrderType[]
  counts: Record<string, Partial<Record<FormKind, number>>>
  slug: string
}) {
  const t = useTranslations('forms.orderTypes')
  const common = useTranslations('common.actions')
  const settings = useTranslations('settings')
  const locale = useLocale()
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const [rows, setRows] = useState(types)
  const [showsArchived, setShowsArchived] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const sorting = useAction(sort)
  const archiving = useAction(archive)
  useEffect(() => setRows(types), [types])
  const shown = rows.filter((type) => type.active || showsArchived)

  async function move(type: OrderType, step: -1 | 1) {
    const beside = shown[shown.indexOf(type) + step]
    if (!beside) return
    const next = rows.map((row) => (row === type ? beside : row === beside ? type : row))
    setRows(next)
    const reply = await sorting.run({ ids: next.map((row) => row.id) })
    if (!reply.ok) {
      setRows(rows)
      toast.refused(reply)
    }
  }

  async function setArchived(type: OrderType, archived: boolean, isUndo = false) {
    const reply = await archiving.run({ id: type.id, archived })
    if (!reply.ok) return toast.refused(reply)
    refresh()
    if (isUndo) return
    toast.done(t(archived ? 'archivedDone' : 'restoredDone', { name: type.name }), {
      undo: () => void setArchived(type, !archived, true),
    })
  }

  return (
    <Page width="record">
      <PageHeader
        title={t('title')}
        description={t('description')}
        back={{ href: '/settings', label: settings('title') }}
        primary={
          <Button variant="primary" icon={<Plus aria-hidden className="size-4" />} onPress={() => setMaking(true)}>
            {t('new')}
          </Button>
        }
        actions={
          <ButtonLink
            href={`/request/${slug}`}
            target="_blank"
            variant="ghost"
            icon={<ExternalLink aria-hidden className="size-4" />}
          >
            {t('publicForm')}
          </ButtonLink>
        }
      />
      {shown.length === 0 ? (
        <EmptyState title={t('emptyTitle')}>{t('empty')}</EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-md border border-line bg-surface">
          {shown.map((type, index) => (
            <li key={type.id} className={cx('flex items-center gap-1 pr-2', !type.active && 'bg-sunken')}>
              <Link
                href={`/settings/order-types/${type.id}`}
                look="plain"
                className="flex min-w-0 flex-1 items-center gap-3 px-4 py-3 text-ink hover:bg-hover"
              >
                <span className="shrink-0 text-ink-soft [&_svg]:size-5">
                  <OrderTypeIcon name={type.icon} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                    {type.name}
                    {!type.active && <Badge>{t('archived')}</Badge>}
                    {type.active && type.requestable && <Badge tone="planned">{t('onForm')}</Badge>}
                  </span>
                  <span className="mt-0.5 block text-sm text-ink-faint">
                    <Duration minutes={type.durationMinutes} />
                    {` · ${t(`billings.${type.billing}`)}`}
                    {type.billing === 'fixed' && type.fixedPrice && ` ${formatMoney(type.fixedPrice, locale)}`}
                    {` · ${t('intake')}: ${t('questions', { count: counts[type.id]?.intake ?? 0 })}`}
                    {` · ${t('checklist')}: ${t('questions', { count: counts[type.id]?.checklist ?? 0 })}`}
                  </span>
                </span>
                <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-faint max-sm:hidden" />
              </Link>
              <IconButton
                label={t('moveUp', { name: type.name })}
                size="sm"
                isDisabled={index === 0}
                onPress={() => void move(type, -1)}
              >
                <ArrowUp />
              </IconButton>
              <IconButton
                label={t('moveDown', { name: type.name })}
                size="sm"
                isDisabled={index === shown.length - 1}
                onPress={() => void move(type, 1)}
              >
                <ArrowDown />
              </IconButton>
              <IconButton
                label={`${t(type.active ? 'archive' : 'restore')}: ${type.name}`}
                size="sm"
                onPress={() => void setArchived(type, type.active)}
              >
                {type.active ? <Archive /> : <ArchiveRestore />}
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {rows.some((type) => !type.active) && (
        <Switch isSelected={showsArchived} onChange={setShowsArchived} className="mt-3 w-fit!">
          {t('showArchived')}
        </Switch>
      )}
      <Dialog title={t('new')} size="sm" isOpen={isMaking} onOpenChange={setMaking}>
        <Form
          action={create}
          toInput={(values) => ({
            id: newId(),
            name: String(values.name ?? ''),
            icon: 'wrench',
            durationMinutes: 60,
            signatureRule: 'customer_or_reason' as const,
            tellCustomer: true,
            requestable: true,
            billing: 'hourly' as const,
            fixedPrice: null,
          })}
          onDone={({ id }) => router.push(`/settings/order-types/${id}`)}
        >
          <TextField label={t('name')} name="name" isRequired autoFocus maxLength={80} />
          <DialogActions onCancel={() => setMaking(false)}>{common('continue')}</DialogActions>
        </Form>
      </Dialog>
    </Page>
  )
}
