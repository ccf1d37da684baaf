'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { loadChoices, loadCustomers } from '@/components/customers/choices'
import { Button } from '@/components/ui/button'
import { ComboBox } from '@/components/ui/combo-box'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DatePicker } from '@/components/ui/date-picker'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { Option } from '@/components/ui/option'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { useShortcut } from '@/components/ui/shortcuts'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { newId } from '@/lib/ids'
import { priorities } from '@/lib/orders/rules'
import { accept, decline } from '@/lib/requests/actions'
import type { Accept } from '@/lib/requests/input'
import type { RequestRecord } from '@/lib/requests/queries/record'
import { titleOf } from '@/lib/requests/rules'

const likely = 40

/** Makes a request an order or declines it: whose it is, where, what it is called. */
export function Decide({ record, onDecided }: { record: RequestRecord; onDecided: () => void }) {
  const { request, suggestions, types } = record
  const t = useTranslations('requests.office')
  const router = useRouter()
  const toast = useToast()
  const box = useRef<HTMLDivElement>(null)
  const [orderId] = useState(newId)
  const best = suggestions[0] && suggestions[0].score >= likely ? suggestions[0].id : 'new'
  const [whose, setWhose] = useState<string>(best)
  const [other, setOther] = useState<Option | null>(null)
  const [otherSites, setOtherSites] = useState<{ id: string; address: string; isSame: boolean }[]>([])
  const [isDeclining, setDeclining] = useState(false)
  const declining = useAction(decline)
  const address = `${request.street} ${request.houseNumber}, ${request.postalCode} ${request.city}`
  const customerId = whose === 'new' ? null : whose === 'other' ? (other?.value ?? null) : whose
  const sites = useMemo(
    () => (whose === 'other' ? otherSites : (suggestions.find((one) => one.id === whose)?.sites ?? [])),
    [whose, otherSites, suggestions],
  )
  const [siteId, setSiteId] = useState('new')
  useEffect(() => setSiteId(sites.find((site) => site.isSame)?.id ?? 'new'), [sites])

  useEffect(() => {
    setOtherSites([])
    if (!other) return
    const controller = new AbortController()
    loadChoices(other.value, controller.signal).then(
      (choices) =>
        setOtherSites(
          choices.sites.map((site) => ({
            id: site.id,
            address: `${site.street} ${site.houseNumber}, ${site.postalCode} ${site.city}`,
            isSame: false,
          })),
        ),
      () => undefined,
    )
    return () => controller.abort()
  }, [other])

  useShortcut('a', () => box.current?.querySelector('form')?.requestSubmit(), { label: t('accept') })
  useShortcut('d', () => setDeclining(true), { label: t('decline') })

  return (
    <section ref={box} aria-label={t('acceptTitle')} className="rounded-md">
      <h3 className="mb-3 text-lg font-medium">{t('acceptTitle')}</h3>
      <Form
        action={accept}
        toInput={(values): Accept => ({
          id: request.id,
          orderId,
          orderTypeId: String(values.orderTypeId ?? request.orderTypeId),
          title: String(values.title ?? ''),
          priority: priorities.find((priority) => priority === values.priority) ?? 'normal',
          dueOn: typeof values.dueOn === 'string' ? values.dueOn : null,
          customerId,
          newCustomer:
            whose === 'new'
              ? { kind: values.kind === 'company' ? 'company' : 'person', name: String(values.customerName ?? '') }
              : null,
          siteId: customerId && siteId !== 'new' ? siteId : null,
        })}
        onDone={(order) => {
          toast.tell(t('accepted', { number: order.number }), {
            action: { label: t('openOrder'), onPress: () => router.push(`/orders/${order.orderId}`) },
          })
          onDecided()
        }}
      >
        <RadioGroup
          label={t('customer')}
          name="whose"
          look="cards"
          value={whose}
          onChange={setWhose}
          options={[
            ...suggestions.map((one) => ({
              value: one.id,
              label: one.name,
              description: [one.number, one.city, ...one.reasons.map((reason) => t(`because.${reason}`))]
                .filter(Boolean)
                .join(' · '),
            })),
            { value: 'new', label: t('newCustomer') },
            { value: 'other', label: t('otherCustomer') },
          ]}
        />
        {whose === 'new' && (
          <FieldRow className="sm:auto-cols-auto sm:grid-cols-[10rem_1fr]">
            <Select
              label={t('kind')}
              name="kind"
              defaultValue={request.company ? 'company' : 'person'}
              options={[
                { value: 'person', label: t('person') },
                { value: 'company', label: t('companyKind') },
              ]}
            />
            <TextField
              label={t('customerName')}
              name="customerName"
              isRequired
              defaultValue={request.company || request.name}
              maxLength={200}
            />
          </FieldRow>
        )}
        {whose === 'other' && (
          <ComboBox
            label={t('customer')}
            name="customerId"
            isRequired
            load={loadCustomers}
            value={other}
            onChange={setOther}
          />
        )}
        {customerId && (
          <Select
            label={t('site')}
            value={siteId}
            onChange={(value) => setSiteId(value ?? 'new')}
            options={[
              ...sites.map((site) => ({ value: site.id, label: site.address })),
              { value: 'new', label: t('newSite', { address }) },
            ]}
          />
        )}
        <TextField
          label={t('orderTitle')}
          name="title"
          isRequired
          maxLength={200}
          defaultValue={titleOf(request.description, request.type.name)}
        />
        <FieldRow className="sm:grid-flow-row sm:grid-cols-2">
          <Select
            label={t('type')}
            name="orderTypeId"
            defaultValue={request.orderTypeId}
            options={types.map((type) => ({ value: type.id, label: type.name }))}
          />
          <Select
            label={t('priority')}
            name="priority"
            defaultValue="normal"
            options={priorities.map((priority) => ({ value: priority, label: t(`priorities.${priority}`) }))}
          />
          <DatePicker label={t('dueOn')} name="dueOn" />
        </FieldRow>
        <FormActions>
          <Button variant="ghost" shortcut="D" onPress={() => setDeclining(true)}>
            {t('decline')}
          </Button>
          <SubmitButton shortcut="A">{t('accept')}</SubmitButton>
        </FormActions>
      </Form>
      <ConfirmDialog
        isOpen={isDeclining}
        onOpenChange={setDeclining}
        title={t('declineTitle', { number: request.number })}
        confirmText={t('decline')}
        isDangerous
        reason={{ label: t('reason'), isRequired: true }}
        onConfirm={async (reason) => {
          const reply = await declining.run({ id: request.id, reason })
          if (reply.ok) {
            toast.done(t('declined', { number: request.number }))
            onDecided()
          }
          return reply
        }}
      >
        {request.status === 'unconfirmed' ? t('declineQuiet') : t('declineText', { name: request.name })}
      </ConfirmDialog>
    </section>
  )
}
