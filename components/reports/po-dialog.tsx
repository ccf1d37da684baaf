'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { setPoNumber } from '@/lib/invoices/actions'
import type { UnbilledRow } from '@/lib/reports/queries/unbilled'

type Wanted = Parameters<typeof setPoNumber>[0]

/** The customer's PO number, typed once: for the order, project or contract, and for its concepts that have none. */
export function PoDialog({ row, onClose }: { row: UnbilledRow; onClose: () => void }) {
  const t = useTranslations('reports')
  const actions = useTranslations('common.actions')
  const toast = useToast()
  const refresh = useRefresh()
  const about = { orderId: row.orderId, projectId: row.orderId ? null : row.projectId, contractId: row.contractId }

  async function back(from: string) {
    const reply = await setPoNumber({ ...about, poNumber: row.poNumber, seen: from })
    if (!reply.ok) return toast.refused(reply)
    refresh()
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('po.title', { number: row.number })}
      description={row.customer}
      size="sm"
    >
      <PoForm
        row={row}
        about={about}
        onDone={(typed) => {
          toast.done(t('po.done', { number: row.number }), { undo: () => void back(typed) })
          onClose()
          refresh()
        }}
        onDiscard={() => {
          onClose()
          refresh()
        }}
      >
        <FormActions>
          <Button onPress={onClose}>{actions('back')}</Button>
          <SubmitButton>{actions('save')}</SubmitButton>
        </FormActions>
      </PoForm>
    </Dialog>
  )
}

function PoForm({
  row,
  about,
  onDone,
  onDiscard,
  children,
}: {
  row: UnbilledRow
  about: Pick<Wanted, 'orderId' | 'projectId' | 'contractId'>
  onDone: (typed: string) => void
  onDiscard: () => void
  children: ReactNode
}) {
  const t = useTranslations('reports')
  return (
    <Form<Wanted, { poNumber: string }>
      action={setPoNumber}
      toInput={(values) => ({ ...about, poNumber: String(values.poNumber ?? ''), seen: row.poNumber })}
      onDone={(value) => onDone(value.poNumber)}
      stale={(stale) =>
        bothVersions<Wanted>({ fields: [{ key: 'poNumber', label: t('po.label') }], onDiscard })({
          ...stale,
          send: (input) => stale.send({ ...input, seen: (stale.theirs as { poNumber: string }).poNumber }),
        })
      }
    >
      <TextField
        label={t('po.label')}
        description={t('po.text')}
        name="poNumber"
        defaultValue={row.poNumber}
        maxLength={60}
        isRequired
        autoFocus
      />
      {children}
    </Form>
  )
}
