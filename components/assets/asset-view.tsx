'use client'
import { Ellipsis, Pencil, Plus, Power, PowerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { addressOf, assetName } from '@/components/customers/choices'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dialog } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { ButtonLink, Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { restore, retire } from '@/lib/assets/actions'
import type { AssetPage } from '@/lib/assets/queries'
import { AssetForm } from './asset-form'

/** An asset: what it is, where it stands, and every order about it. */
export function AssetView({
  asset,
  types,
  orders,
  timeline,
}: {
  asset: AssetPage
  types: string[]
  orders: ReactNode
  timeline: ReactNode
}) {
  const t = useTranslations('assets')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<'edit' | 'retire' | null>(null)
  const retiring = useAction(retire)
  const restoring = useAction(restore)
  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/assets', label: t('title') }}
        title={assetName(asset)}
        badge={asset.retiredAt ? <Badge>{t('retired')}</Badge> : undefined}
        description={asset.serial && <CopyNumber>{asset.serial}</CopyNumber>}
        primary={
          !asset.retiredAt && (
            <ButtonLink
              href={`/orders/new?customer=${asset.customerId}&asset=${asset.id}`}
              variant="primary"
              icon={<Plus aria-hidden className="size-4" />}
            >
              {t('newOrder')}
            </ButtonLink>
          )
        }
        actions={
          <>
            <Button icon={<Pencil />} onPress={() => setOpen('edit')}>
              {common('edit')}
            </Button>
            <Menu
              trigger={
                <IconButton label={common('more')} variant="secondary">
                  <Ellipsis />
                </IconButton>
              }
            >
              {asset.retiredAt ? (
                <MenuItem
                  icon={<Power />}
                  onAction={async () => {
                    const reply = await restoring.run({ id: asset.id })
                    if (!reply.ok) toast.refused(reply)
                    refresh()
                  }}
                >
                  {t('restore')}
                </MenuItem>
              ) : (
                <MenuItem icon={<PowerOff />} onAction={() => setOpen('retire')}>
                  {t('retire')}
                </MenuItem>
              )}
            </Menu>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('facts')}>
            <DefinitionList
              columns={2}
              items={[
                { label: t('fields.type'), value: asset.type },
                { label: t('fields.make'), value: asset.make },
                { label: t('fields.model'), value: asset.model },
                { label: t('fields.serial'), value: asset.serial },
                { label: t('fields.installedOn'), value: asset.installedOn && <DateText value={asset.installedOn} /> },
                ...asset.ownFields.map((field) => ({ label: field.label, value: field.value })),
              ]}
            />
            {asset.notes && <p className="mt-3 whitespace-pre-wrap text-ink-soft">{asset.notes}</p>}
          </Card>
          {orders}
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          <Card title={t('fields.siteId')}>
            <Link href={`/customers/${asset.customerId}`} className="font-medium">
              {asset.customerName}
            </Link>
            {asset.siteName && <p>{asset.siteName}</p>}
            <p className="text-ink-soft">{addressOf(asset)}</p>
          </Card>
          <Card title={t('timeline')}>{timeline}</Card>
        </aside>
      </div>
      {open === 'edit' && (
        <Dialog isOpen onOpenChange={(isOpen) => !isOpen && setOpen(null)} title={t('edit')} size="lg">
          <AssetForm
            asset={asset}
            types={types}
            customer={{ value: asset.customerId, label: asset.customerName }}
            onDone={() => setOpen(null)}
            onCancel={() => setOpen(null)}
          />
        </Dialog>
      )}
      {open === 'retire' && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setOpen(null)}
          title={t('retireTitle')}
          confirmText={t('retire')}
          reason={{ label: t('reason') }}
          onConfirm={async (reason) => {
            const reply = await retiring.run({ id: asset.id, reason })
            if (!reply.ok) return reply
            setOpen(null)
            refresh()
            return reply
          }}
        >
          {t('retireText')}
        </ConfirmDialog>
      )}
    </Page>
  )
}
