'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { addressOf, assetName, type CustomerChoices, loadChoices, loadCustomers } from '@/components/customers/choices'
import { NewCustomerDialog, NewSiteDialog } from '@/components/customers/new-dialogs'
import { Card } from '@/components/ui/card'
import { ComboBox } from '@/components/ui/combo-box'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { FormValues } from '@/components/ui/form-values'
import type { Option } from '@/components/ui/option'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { create } from '@/lib/orders/actions'
import { priorities } from '@/lib/orders/rules'
import { focusTitle } from './focus-title'
import type { MemberChoice } from './hold-dialog'
import { type Line, linesInput, NewLines } from './new-line'
import { NewOrderWork, type OrderTypeChoice } from './new-order-work'
import { OrderUnder, type Under, underOf } from './order-under'
import { type OrderPlace, PlaceNotice, useGoOn } from './plan-there'
import { WorthKnowing } from './worth-knowing'

const typeKey = 'werkstroom.orderType'

/** A new order by keyboard alone: customer, (site), type, title, Enter. What the customer has one of is chosen by itself. */
export function NewOrder({
  types,
  customer: given,
  assetId,
  under: from,
  members,
  mayPlan,
  place,
}: {
  types: OrderTypeChoice[]
  customer: Option | null
  assetId: string | null
  under: Under
  members: readonly MemberChoice[]
  mayPlan: boolean
  place: OrderPlace | null
}) {
  const t = useTranslations('orders')
  const goOn = useGoOn(place)
  const toast = useToast()
  const [id] = useState(uuidv7)
  const [customer, setCustomer] = useState<Option | null>(given)
  const [choices, setChoices] = useState<CustomerChoices | null>(null)
  const [siteId, setSiteId] = useState<string | null>(null)
  const [asset, setAsset] = useState<string | null>(assetId)
  const [under, setUnder] = useState(from)
  const [typeId, setTypeId] = useState<string | null>(types[0]?.id ?? null)
  const [duration, setDuration] = useState<number | null>(types[0]?.durationMinutes ?? 60)
  const [lines, setLines] = useState<Line[]>([])
  const [making, setMaking] = useState<{ kind: 'customer' | 'site'; name: string } | null>(null)
  const andPlan = useRef(false)
  const planning = (isPlanning: boolean) => () => {
    andPlan.current = isPlanning
  }

  useEffect(() => {
    const remembered = types.find((type) => type.id === localStorage.getItem(typeKey))
    if (!remembered) return
    setTypeId(remembered.id)
    setDuration(remembered.durationMinutes)
  }, [types])

  const customerId = customer?.value
  useEffect(() => {
    if (!customerId) return setChoices(null)
    const controller = new AbortController()
    loadChoices(customerId, controller.signal)
      .then((found) => {
        setChoices(found)
        setAsset((now) => (found.assets.some((one) => one.id === now) ? now : null))
        setUnder((now) => underOf(found, now))
        const wanted = found.assets.find((one) => one.id === assetId)?.siteId
        setSiteId((now) =>
          found.sites.some((site) => site.id === now)
            ? now
            : (wanted ?? (found.sites.length === 1 ? (found.sites[0]?.id ?? null) : null)),
        )
      })
      .catch(() => controller.signal.aborted || toast.refused('common.offline'))
    return () => controller.abort()
  }, [customerId, assetId, toast])

  function chooseType(value: string | null) {
    setTypeId(value)
    const type = types.find((one) => one.id === value)
    if (type) setDuration(type.durationMinutes)
  }

  /** An asset of another site goes: it would go along unseen. */
  function chooseSite(value: string | null) {
    setSiteId(value)
    if (choices?.assets.find((one) => one.id === asset)?.siteId !== value) setAsset(null)
  }

  function toInput(values: FormValues) {
    const text = (name: string) => String(values[name] ?? '')
    return {
      id,
      orderTypeId: typeId ?? '',
      customerId: customerId ?? '',
      siteId: siteId ?? '',
      contactId: text('contactId') || null,
      assetId: asset,
      ...under,
      title: text('title'),
      description: text('description'),
      priority: priorities.find((one) => one === values.priority) ?? 'normal',
      dueOn: text('dueOn') || null,
      earliestOn: text('earliestOn') || null,
      preferredMemberId: text('preferredMemberId') || null,
      loadKg: text('loadKg') || null,
      loadM3: text('loadM3') || null,
      durationMinutes: duration ?? undefined,
      poNumber: text('poNumber'),
      lines: linesInput(lines),
    }
  }

  const sites = choices?.sites ?? []
  const site = sites.find((one) => one.id === siteId)
  const assets = (choices?.assets ?? []).filter((one) => !siteId || one.siteId === siteId)

  return (
    <>
      <Form
        action={create}
        toInput={toInput}
        onDone={(made) => {
          if (typeId) localStorage.setItem(typeKey, typeId)
          toast.done(t('made', { number: made.number }))
          goOn(made.id, duration ?? 60, andPlan.current)
        }}
      >
        {place && <PlaceNotice place={place} minutes={duration ?? 60} />}
        <Card>
          <div className="flex flex-col gap-4">
            <ComboBox
              label={t('fields.customerId')}
              name="customerId"
              isRequired
              autoFocus={given === null}
              placeholder={t('customerHint')}
              value={customer}
              load={loadCustomers}
              onChange={(option) => {
                setCustomer(option)
                setSiteId(null)
                setAsset(null)
              }}
              onCreate={(name) => setMaking({ kind: 'customer', name })}
            />
            {choices && (
              <>
                <FieldRow>
                  <Select
                    label={t('fields.siteId')}
                    name="siteId"
                    isRequired
                    value={siteId}
                    onChange={(value) => (value === 'new' ? setMaking({ kind: 'site', name: '' }) : chooseSite(value))}
                    options={[
                      ...sites.map((one) => ({ value: one.id, label: addressOf(one), description: one.name })),
                      { value: 'new', label: t('newSite'), icon: <Plus className="size-4" /> },
                    ]}
                  />
                  {choices.contacts.length > 0 && (
                    <Select
                      label={t('fields.contactId')}
                      name="contactId"
                      defaultValue={
                        (
                          choices.contacts.find(({ id }) => id === site?.contactId) ??
                          (choices.contacts.length === 1 ? choices.contacts[0] : null)
                        )?.id
                      }
                      options={choices.contacts.map((one) => ({
                        value: one.id,
                        label: one.name,
                        description: [one.role, one.phone].filter(Boolean).join(' · '),
                      }))}
                    />
                  )}
                  {assets.length > 0 && (
                    <Select
                      label={t('fields.assetId')}
                      name="assetId"
                      isClearable
                      value={asset}
                      onChange={setAsset}
                      placeholder={t('noAsset')}
                      options={assets.map((one) => ({ value: one.id, label: assetName(one), description: one.serial }))}
                    />
                  )}
                </FieldRow>
                <OrderUnder choices={choices} value={under} onChange={setUnder} />
                <WorthKnowing
                  phone={choices.customer.phone}
                  access={site?.accessNotes}
                  notes={choices.customer.notes}
                />
              </>
            )}
          </div>
        </Card>
        <NewOrderWork
          types={types}
          typeId={typeId}
          onType={chooseType}
          duration={duration}
          onDuration={setDuration}
          isPoNeeded={choices?.customer.poRequired ?? false}
          members={members}
        />
        <NewLines lines={lines} setLines={setLines} />
        <FormActions>
          {mayPlan && !place && (
            <SubmitButton variant="secondary" onPress={planning(true)}>
              {t('makeAndPlan')}
            </SubmitButton>
          )}
          <SubmitButton shortcut="Ctrl+↵" onPress={planning(false)}>
            {t(place ? 'makeThere' : 'make')}
          </SubmitButton>
        </FormActions>
      </Form>
      {making?.kind === 'customer' && (
        <NewCustomerDialog
          name={making.name}
          onClose={() => setMaking(null)}
          onMade={(made) => {
            setMaking(null)
            setSiteId(made.siteId)
            setCustomer({ value: made.id, label: made.name })
            focusTitle()
          }}
        />
      )}
      {making?.kind === 'site' && customerId && (
        <NewSiteDialog
          customerId={customerId}
          onClose={() => setMaking(null)}
          onMade={async (made) => {
            setMaking(null)
            setChoices(await loadChoices(customerId))
            setSiteId(made)
            setAsset(null)
            focusTitle()
          }}
        />
      )}
    </>
  )
}
