'use client'
import { Archive, MoreHorizontal, Pencil, Plus, Truck, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archive, restore } from '@/lib/vehicles/actions'
import type { VehicleRow } from '@/lib/vehicles/queries/list'
import { VehicleDialog } from './vehicle-dialog'
import { useLoadWords } from './words'

type People = readonly { id: string; name: string }[]

/** The vehicles of the company: add, change, archive. */
export function VehicleList({ vehicles, technicians }: { vehicles: readonly VehicleRow[]; technicians: People }) {
  const t = useTranslations('vehicles')
  const settings = useTranslations('settings')
  const refresh = useRefresh()
  const [edited, setEdited] = useState<VehicleRow | 'new' | null>(null)
  useLive(['vehicle', 'member'], refresh)
  const there = vehicles.filter(({ archivedAt }) => !archivedAt)
  const gone = vehicles.filter(({ archivedAt }) => archivedAt)
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => setEdited('new')}>
      {t('new')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        back={{ href: '/settings', label: settings('title') }}
        actions={there.length > 0 && add}
      />
      {there.length === 0 ? (
        <div className="rounded-md border border-line bg-surface">
          <EmptyState title={t('empty')} icon={<Truck />} action={add}>
            {t('emptyText')}
          </EmptyState>
        </div>
      ) : (
        <Rows vehicles={there} onEdit={setEdited} />
      )}
      {gone.length > 0 && (
        <section className="mt-6">
          <h2 className="mb-2 text-sm font-medium text-ink-soft">{t('archived', { count: gone.length })}</h2>
          <Rows vehicles={gone} onEdit={setEdited} />
        </section>
      )}
      {edited && (
        <VehicleDialog
          vehicle={edited === 'new' ? null : edited}
          technicians={technicians}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

function Rows({ vehicles, onEdit }: { vehicles: readonly VehicleRow[]; onEdit: (vehicle: VehicleRow) => void }) {
  return (
    <ul className="rounded-md border border-line bg-surface">
      {vehicles.map((vehicle) => (
        <Row key={vehicle.id} vehicle={vehicle} onEdit={() => onEdit(vehicle)} />
      ))}
    </ul>
  )
}

function Row({ vehicle, onEdit }: { vehicle: VehicleRow; onEdit: () => void }) {
  const t = useTranslations('vehicles')
  const toast = useToast()
  const refresh = useRefresh()
  const { capacity } = useLoadWords()
  const [isAsked, setAsked] = useState(false)
  const archiving = useAction(archive)
  const restoring = useAction(restore)
  const { id, version, name, archivedAt } = vehicle

  async function bringBack(seen: number) {
    const reply = await restoring.run({ id, version: seen })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t('restored', { name }))
    refresh()
  }

  return (
    <li className="flex items-center gap-3 border-line py-2 pr-2 pl-3 not-first:border-t">
      <Truck aria-hidden className="size-5 shrink-0 text-ink-faint" />
      <button
        type="button"
        onClick={onEdit}
        disabled={Boolean(archivedAt)}
        className="focus-ring grid min-w-0 flex-1 items-center gap-x-4 rounded-sm text-left md:grid-cols-[minmax(0,1fr)_minmax(0,12rem)_minmax(0,14rem)]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">{name}</span>
          <span className="tabular block truncate text-sm text-ink-faint">{vehicle.plate || '–'}</span>
        </span>
        <span className="truncate text-ink-soft">{vehicle.member ?? t('nobody')}</span>
        <span className="tabular truncate text-sm text-ink-soft">
          {[capacity(vehicle) || t('noCapacity'), vehicle.seats && t('seatsOf', { count: vehicle.seats })]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </button>
      {archivedAt ? (
        <Button size="sm" icon={<Undo2 />} isPending={restoring.isPending} onPress={() => void bringBack(version)}>
          {t('restore')}
        </Button>
      ) : (
        <Menu
          trigger={
            <IconButton label={t('more', { name })}>
              <MoreHorizontal />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil />} onAction={onEdit}>
            {t('edit')}
          </MenuItem>
          <MenuItem icon={<Archive />} onAction={() => setAsked(true)}>
            {t('archive')}
          </MenuItem>
        </Menu>
      )}
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t('archiveTitle', { name })}
        confirmText={t('archive')}
        isDangerous
        onConfirm={async () => {
          const reply = await archiving.run({ id, version })
          if (!reply.ok) return reply
          toast.done(t('archivedOne', { name }), { undo: () => void bringBack(reply.value.version) })
          refresh()
        }}
      >
        {t('archiveText')}
      </ConfirmDialog>
    </li>
  )
}
