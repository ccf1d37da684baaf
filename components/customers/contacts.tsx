'use client'
import { Archive, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CheckboxGroup } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { archiveContact, saveContact } from '@/lib/customers/actions'
import type { ContactRow, CustomerPage } from '@/lib/customers/queries'
import { contactReceives } from '@/lib/customers/rules'
import { documentLocales } from '@/lib/locale'

/** The people at a customer and what each of them receives. */
export function Contacts({ customer }: { customer: CustomerPage }) {
  const t = useTranslations('customers')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [editing, setEditing] = useState<ContactRow | 'new' | null>(null)
  const archiving = useAction(archiveContact)
  const contacts = customer.contacts.filter((contact) => !contact.archivedAt)

  async function setArchived(contact: ContactRow, archived: boolean) {
    const reply = await archiving.run({ id: contact.id, archived })
    if (!reply.ok) return toast.refused(reply)
    if (archived)
      toast.done(t('contactArchived', { name: contact.name }), { undo: () => void setArchived(contact, false) })
    refresh()
  }

  return (
    <Card
      title={t('contacts')}
      count={contacts.length}
      actions={
        <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setEditing('new')}>
          {t('newContact')}
        </Button>
      }
    >
      {contacts.length === 0 ? (
        <p className="text-ink-faint">{t('noContacts')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {contacts.map((contact) => (
            <li key={contact.id} className="flex items-center gap-3 py-2">
              <Avatar name={contact.name} />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span>{contact.name}</span>
                  {contact.role && <span className="text-ink-faint">{contact.role}</span>}
                  {contact.receives.map((what) => (
                    <Badge key={what}>{t(`values.receives.${what}`)}</Badge>
                  ))}
                </p>
                <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
                  {contact.phone && (
                    <a
                      className="tabular inline-flex min-h-6 items-center hover:underline"
                      href={`tel:${contact.phone.replace(/[^\d+]/g, '')}`}
                    >
                      {contact.phone}
                    </a>
                  )}
                  {contact.email && (
                    <a className="min-w-0 truncate leading-6 hover:underline" href={`mailto:${contact.email}`}>
                      {contact.email}
                    </a>
                  )}
                </p>
              </div>
              <IconButton size="sm" variant="ghost" label={common('edit')} onPress={() => setEditing(contact)}>
                <Pencil />
              </IconButton>
              <IconButton
                size="sm"
                variant="ghost"
                label={common('archive')}
                onPress={() => void setArchived(contact, true)}
              >
                <Archive />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <ContactDialog
          customerId={customer.id}
          locale={customer.locale}
          contact={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
    </Card>
  )
}

type Wanted = Parameters<typeof saveContact>[0]
const receivedOf = (value: unknown) => contactReceives.filter((one) => Array.isArray(value) && value.includes(one))

function ContactDialog({
  customerId,
  locale,
  contact,
  onClose,
}: {
  customerId: string
  locale: string
  contact: ContactRow | null
  onClose: () => void
}) {
  const t = useTranslations('customers')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  const [id] = useState(() => contact?.id ?? uuidv7())
  function done() {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={contact ? contact.name : t('newContact')}>
      <Form
        action={saveContact}
        with={{ id, customerId, version: contact?.version ?? null }}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            ...(['name', 'role', 'phone', 'email'] as const).map((key) => ({ key, label: t(`contactFields.${key}`) })),
            { key: 'locale', label: t('fields.locale') },
            {
              key: 'receives',
              label: t('contactFields.receives'),
              same: (mine, theirs) => receivedOf(mine).join() === receivedOf(theirs).join(),
              show: (value) =>
                receivedOf(value)
                  .map((one) => t(`values.receives.${one}`))
                  .join(', ') || '–',
            },
          ],
          onDiscard: done,
        })}
      >
        <FieldRow>
          <TextField label={t('contactFields.name')} name="name" isRequired autoFocus defaultValue={contact?.name} />
          <TextField label={t('contactFields.role')} name="role" defaultValue={contact?.role} />
        </FieldRow>
        <FieldRow>
          <TextField label={t('contactFields.phone')} name="phone" type="tel" defaultValue={contact?.phone} />
          <TextField label={t('contactFields.email')} name="email" type="email" defaultValue={contact?.email} />
        </FieldRow>
        <Select
          label={t('fields.locale')}
          name="locale"
          defaultValue={contact?.locale ?? locale}
          options={documentLocales.map((value) => ({ value, label: t(`values.locale.${value}`) }))}
        />
        <CheckboxGroup
          label={t('contactFields.receives')}
          name="receives"
          columns={2}
          defaultValue={contact?.receives ?? ['appointments', 'reports']}
          options={contactReceives.map((value) => ({ value, label: t(`values.receives.${value}`) }))}
        />
        <DialogActions onCancel={onClose}>{contact ? actions('save') : actions('add')}</DialogActions>
      </Form>
    </Dialog>
  )
}
