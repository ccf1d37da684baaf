'use client'
import { Archive, KeyRound, MapPin, MapPinned, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { LocatedBadge } from '@/components/geo/located-words'
import { mapHref, PlaceDialog } from '@/components/geo/place-dialog'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archiveSite, findSite, placeSite, saveSite } from '@/lib/customers/actions'
import type { CustomerPage, SiteRow } from '@/lib/customers/queries'
import { locatedState } from '@/lib/geo/rules/located'
import { AddressFields } from './address-fields'
import { addressOf } from './choices'

/** Where the work of a customer is done, and how one gets in. */
export function Sites({ customer }: { customer: CustomerPage }) {
  const t = useTranslations('customers')
  const common = useTranslations('common.actions')
  const geo = useTranslations('geo')
  const refresh = useRefresh()
  const toast = useToast()
  const [editing, setEditing] = useState<SiteRow | 'new' | null>(null)
  const [placing, setPlacing] = useState<string | null>(null)
  const placed = customer.sites.find((site) => site.id === placing)
  const archiving = useAction(archiveSite)
  // Where a new address is is found a moment later.
  useLive(['site'], (event) => {
    if (!event || event.id === customer.id) refresh()
  })
  const sites = customer.sites.filter((site) => !site.archivedAt)

  async function setArchived(site: SiteRow, archived: boolean) {
    const reply = await archiving.run({ id: site.id, archived })
    if (!reply.ok) return toast.refused(reply)
    if (archived) toast.done(t('siteArchived'), { undo: () => void setArchived(site, false) })
    refresh()
  }

  return (
    <Card
      id="sites"
      title={t('sites')}
      count={sites.length}
      actions={
        <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setEditing('new')}>
          {t('newSite')}
        </Button>
      }
    >
      {sites.length === 0 ? (
        <p className="text-ink-faint">{t('noSites')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {sites.map((site) => {
            const contact = customer.contacts.find((one) => one.id === site.contactId)
            return (
              <li key={site.id} className="flex items-center gap-3 py-2">
                <MapPin aria-hidden className="size-4 shrink-0 self-start text-ink-faint max-sm:hidden sm:mt-1" />
                <div className="min-w-0 flex-1">
                  <p className="flex flex-wrap gap-x-2">
                    {site.name && <span className="font-medium">{site.name}</span>}
                    <a className="hover:underline" target="_blank" rel="noreferrer" href={mapHref(site)}>
                      {addressOf(site)}
                    </a>
                    <LocatedBadge row={site} onlyTrouble />
                  </p>
                  {(site.accessNotes || contact) && (
                    <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-soft">
                      {site.accessNotes && (
                        <span className="inline-flex items-center gap-1.5">
                          <KeyRound aria-hidden className="size-3.5 text-ink-faint" />
                          {site.accessNotes}
                        </span>
                      )}
                      {contact && <span>{contact.name}</span>}
                    </p>
                  )}
                </div>
                <IconButton size="sm" variant="ghost" label={geo('title')} onPress={() => setPlacing(site.id)}>
                  <MapPinned />
                </IconButton>
                <IconButton size="sm" variant="ghost" label={common('edit')} onPress={() => setEditing(site)}>
                  <Pencil />
                </IconButton>
                <IconButton
                  size="sm"
                  variant="ghost"
                  label={common('archive')}
                  onPress={() => void setArchived(site, true)}
                >
                  <Archive />
                </IconButton>
              </li>
            )
          })}
        </ul>
      )}
      {placed && (
        <PlaceDialog
          key={placed.version}
          row={placed}
          pin={(input, key) => placeSite({ siteId: placed.id, ...input }, key)}
          find={(input, key) => findSite({ siteId: placed.id, ...input }, key)}
          onClose={() => setPlacing(null)}
        />
      )}
      {editing && (
        <SiteDialog customer={customer} site={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </Card>
  )
}

type Wanted = Parameters<typeof saveSite>[0]

function SiteDialog({
  customer,
  site,
  onClose,
}: {
  customer: CustomerPage
  site: SiteRow | null
  onClose: () => void
}) {
  const t = useTranslations('customers')
  const actions = useTranslations('common.actions')
  const geo = useTranslations('geo')
  const refresh = useRefresh()
  const [id] = useState(() => site?.id ?? uuidv7())
  function done() {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={site ? t('editSite') : t('newSite')} size="lg">
      <Form
        action={saveSite}
        toInput={(values) => {
          const text = (name: string) => String(values[name] ?? '')
          return {
            id,
            customerId: customer.id,
            version: site?.version ?? null,
            name: text('name'),
            street: text('street'),
            houseNumber: text('houseNumber'),
            postalCode: text('postalCode'),
            city: text('city'),
            country: text('country') || customer.country,
            accessNotes: text('accessNotes'),
            contactId: text('contactId') || null,
          }
        }}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            ...(['street', 'houseNumber', 'postalCode', 'city', 'country'] as const).map((key) => ({
              key,
              label: t(`fields.${key}`),
            })),
            ...(['name', 'accessNotes'] as const).map((key) => ({
              key,
              label: t(`siteFields.${key}`),
            })),
            {
              key: 'contactId',
              label: t('siteFields.contactId'),
              show: (id) => (id ? (customer.contacts.find((one) => one.id === id)?.name ?? '…') : '–'),
            },
          ],
          onDiscard: done,
        })}
      >
        <AddressFields isRequired autoFocus value={site ?? undefined} country={customer.country} />
        <FieldRow>
          <TextField
            label={t('siteFields.name')}
            name="name"
            description={t('siteFields.nameHint')}
            defaultValue={site?.name}
          />
          {customer.contacts.length > 0 && (
            <Select
              label={t('siteFields.contactId')}
              name="contactId"
              defaultValue={site?.contactId ?? null}
              options={customer.contacts
                .filter((contact) => !contact.archivedAt)
                .map((contact) => ({ value: contact.id, label: contact.name }))}
            />
          )}
        </FieldRow>
        <TextArea
          label={t('siteFields.accessNotes')}
          name="accessNotes"
          rows={2}
          defaultValue={site?.accessNotes}
          description={t('siteFields.accessHint')}
        />
        {site && locatedState(site) === 'pin' && <p className="text-sm text-ink-soft">{geo('pinStays')}</p>}
        <DialogActions onCancel={onClose}>{site ? actions('save') : actions('add')}</DialogActions>
      </Form>
    </Dialog>
  )
}
