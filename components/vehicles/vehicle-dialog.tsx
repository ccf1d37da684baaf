'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { ComboBox } from '@/components/ui/combo-box'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { NumberField } from '@/components/ui/number-field'
import type { Option } from '@/components/ui/option'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { save } from '@/lib/vehicles/actions'
import type { VehicleRow } from '@/lib/vehicles/queries/list'

type Wanted = Parameters<typeof save>[0]

/** A vehicle: what it is called, what fits in, who usually drives it. */
export function VehicleDialog({
  vehicle,
  technicians,
  onClose,
}: {
  vehicle: VehicleRow | null
  technicians: readonly { id: string; name: string }[]
  onClose: () => void
}) {
  const t = useTranslations('vehicles')
  const toast = useToast()
  const refresh = useRefresh()
  const [id] = useState(() => vehicle?.id ?? uuidv7())
  const [driver, setDriver] = useState<Option | null>(
    vehicle?.memberId ? { value: vehicle.memberId, label: vehicle.member ?? '' } : null,
  )
  const nameOf = (value: unknown) =>
    technicians.find((one) => one.id === value)?.name ?? (value === vehicle?.memberId ? vehicle?.member : null)
  const done = () => {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={t(vehicle ? 'edit' : 'new')}>
      <Form<Wanted, { id: string }>
        action={save}
        toInput={(values) => ({
          ...{ id, version: vehicle?.version ?? null },
          ...{ name: String(values.name ?? ''), plate: String(values.plate ?? '') },
          capacityKg: values.capacityKg ? String(values.capacityKg) : null,
          capacityM3: values.capacityM3 ? String(values.capacityM3) : null,
          seats: values.seats ? Number(values.seats) : null,
          memberId: driver?.value ?? null,
        })}
        onDone={() => {
          toast.done(t('saved', { name: vehicle?.name ?? t('title') }))
          done()
        }}
        stale={bothVersions<Wanted>({
          fields: [
            { key: 'name', label: t('name') },
            { key: 'plate', label: t('plate') },
            ...(['capacityKg', 'capacityM3', 'seats'] as const).map((key) => ({
              key,
              label: t(`fields.${key}`),
              same: sameNumber,
            })),
            { key: 'memberId', label: t('member'), show: (value) => nameOf(value) ?? t('nobody') },
          ],
          onDiscard: done,
        })}
      >
        <FieldRow>
          <TextField
            label={t('name')}
            name="name"
            isRequired
            autoFocus
            maxLength={80}
            placeholder={t('namePlaceholder')}
            defaultValue={vehicle?.name}
          />
          <TextField label={t('plate')} name="plate" maxLength={20} defaultValue={vehicle?.plate} />
        </FieldRow>
        <FieldRow>
          <DecimalField
            label={t('capacityKg')}
            name="capacityKg"
            mostDigits={3}
            suffix={t('kg')}
            description={t('capacityText')}
            defaultValue={vehicle?.capacityKg ?? null}
          />
          <DecimalField
            label={t('capacityM3')}
            name="capacityM3"
            mostDigits={3}
            suffix={t('m3')}
            defaultValue={vehicle?.capacityM3 ?? null}
          />
        </FieldRow>
        <FieldRow>
          <ComboBox
            label={t('member')}
            name="memberId"
            placeholder={t('nobody')}
            description={t('memberText')}
            value={driver}
            onChange={setDriver}
            options={technicians.map((one) => ({ value: one.id, label: one.name }))}
          />
          <NumberField
            label={t('seats')}
            name="seats"
            minValue={1}
            maxValue={100}
            defaultValue={vehicle?.seats ?? undefined}
          />
        </FieldRow>
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
