'use client'
import { Archive, ArchiveRestore, Ellipsis, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyNumber } from '@/components/ui/copy-number'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dotted } from '@/components/ui/dotted'
import { IconButton } from '@/components/ui/icon-button'
import { InlineEdit } from '@/components/ui/inline-edit'
import { ButtonLink, Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archive, edit, restore } from '@/lib/customers/actions'
import type { CustomerPage } from '@/lib/customers/queries'
import { addressOf } from './choices'
import { Contacts } from './contacts'
import { CustomerEditDialog } from './customer-edit'
import { Sites } from './sites'

/** A customer: details, contacts, work addresses, what they own, what was done, and what changed. */
export function CustomerView({
  customer,
  assets,
  projects,
  contracts,
  orders,
  timeline,
  mayInvoice,
}: {
  customer: CustomerPage
  assets: ReactNode
  projects: ReactNode
  contracts: ReactNode
  orders: ReactNode
  timeline: ReactNode
  mayInvoice: boolean
}) {
  const t = useTranslations('customers')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [isEditing, setEditing] = useState(false)
  const saving = useAction(edit)
  const archiving = useAction(archive)
  const restoring = useAction(restore)

  const save = (field: 'name' | 'notes') => async (value: string) => {
    const reply = await saving.run({ id: customer.id, version: customer.version, [field]: value })
    if (reply.ok) refresh()
    return reply
  }
  async function setArchived(archived: boolean, canUndo = true) {
    const reply = await (archived ? archiving : restoring).run({ id: customer.id })
    if (!reply.ok) return toast.refused(reply)
    toast.done(
      t(archived ? 'archivedDone' : 'restoredDone'),
      canUndo ? { undo: () => void setArchived(!archived, false) } : undefined,
    )
    refresh()
  }

  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/customers', label: t('title') }}
        title={<InlineEdit label={t('fields.name')} value={customer.name} save={save('name')} />}
        badge={customer.archivedAt ? <Badge>{t('archived')}</Badge> : undefined}
        description={
          <Dotted>
            <CopyNumber>{customer.number}</CopyNumber>
            <span>{t(`values.kind.${customer.kind}`)}</span>
          </Dotted>
        }
        primary={
          !customer.archivedAt && (
            <ButtonLink
              href={`/orders/new?customer=${customer.id}`}
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
            >
              {t('newOrder')}
            </ButtonLink>
          )
        }
        actions={
          <>
            <Button icon={<Pencil />} onPress={() => setEditing(true)}>
              {common('edit')}
            </Button>
            <Menu
              trigger={
                <IconButton label={common('more')} variant="secondary">
                  <Ellipsis />
                </IconButton>
              }
            >
              {customer.archivedAt ? (
                <MenuItem icon={<ArchiveRestore />} onAction={() => void setArchived(false)}>
                  {common('restore')}
                </MenuItem>
              ) : (
                <MenuItem icon={<Archive />} onAction={() => void setArchived(true)}>
                  {common('archive')}
                </MenuItem>
              )}
            </Menu>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Contacts customer={customer} />
          <Sites customer={customer} />
          {assets}
          {projects}
          {contracts}
          {orders}
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          <Card title={t('details')}>
            <DefinitionList
              items={[
                { label: t('fields.address'), value: addressOf(customer) },
                {
                  label: t('fields.phone'),
                  value: customer.phone && (
                    <a className="tabular hover:underline" href={`tel:${customer.phone.replace(/[^\d+]/g, '')}`}>
                      {customer.phone}
                    </a>
                  ),
                },
                {
                  label: t('fields.email'),
                  value: customer.email && (
                    <a className="hover:underline" href={`mailto:${customer.email}`}>
                      {customer.email}
                    </a>
                  ),
                },
                {
                  label: t('fields.vatNumber'),
                  value: customer.vatNumber,
                  isHidden: customer.kind === 'person' && !customer.vatNumber,
                },
                {
                  label: t('fields.enterpriseNumber'),
                  value: customer.enterpriseNumber,
                  isHidden: customer.kind === 'person' && !customer.enterpriseNumber,
                },
              ]}
            />
          </Card>
          <Card title={t('billing')}>
            <DefinitionList
              items={[
                {
                  label: t('fields.billToId'),
                  value: customer.billToId ? (
                    <Link href={`/customers/${customer.billToId}`}>{customer.billToName}</Link>
                  ) : (
                    t('itself')
                  ),
                },
                { label: t('fields.invoiceEmail'), value: customer.invoiceEmail || customer.email },
                { label: t('fields.invoiceGrouping'), value: t(`values.invoiceGrouping.${customer.invoiceGrouping}`) },
                { label: t('fields.paymentTermDays'), value: t('days', { count: customer.paymentTermDays }) },
                { label: t('fields.approval'), value: t(`values.approval.${customer.approval}`) },
                {
                  label: t('fields.approvalTiming'),
                  value: t(`values.approvalTiming.${customer.approvalTiming}`),
                  isHidden: customer.approval === 'no',
                },
                {
                  label: t('fields.approvalScope'),
                  value: t(`values.approvalScope.${customer.approvalScope}`),
                  isHidden: customer.approval === 'no',
                },
                { label: t('fields.workGrouping'), value: t(`values.workGrouping.${customer.workGrouping}`) },
                { label: t('fields.workDetail'), value: t(`values.workDetail.${customer.workDetail}`) },
                { label: t('fields.poRequired'), value: common(customer.poRequired ? 'yes' : 'no') },
                { label: t('fields.locale'), value: t(`values.locale.${customer.locale}`) },
                { label: t('fields.vatCode'), value: customer.vatCode, isHidden: !customer.vatCode },
              ]}
            />
            {mayInvoice && (
              <p className="mt-3">
                <Link href={`/invoices?customer=${customer.id}`}>{t('invoices')}</Link>
              </p>
            )}
          </Card>
          <Card title={t('fields.notes')}>
            <InlineEdit
              label={t('fields.notes')}
              value={customer.notes}
              isMultiline
              placeholder={t('noNotes')}
              save={save('notes')}
            />
          </Card>
          <Card title={t('timeline')}>{timeline}</Card>
        </aside>
      </div>
      {isEditing && <CustomerEditDialog customer={customer} onClose={() => setEditing(false)} />}
    </Page>
  )
}
