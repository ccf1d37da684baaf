'use client'
import { useTranslations } from 'next-intl'
import { addressOf } from '@/components/customers/choices'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, Form } from '@/components/ui/form'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { useRefresh } from '@/components/ui/use-refresh'
import { edit } from '@/lib/projects/actions'
import type { ProjectPage } from '@/lib/projects/queries'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  projectInvoicings,
  projectPricings,
} from '@/lib/projects/rules'
import { type Named, ProjectFields, typedFrom } from './project-fields'
import { useChoices } from './use-choices'

type Wanted = Parameters<typeof edit>[0]

const plain = ['name', 'description', 'poNumber', 'startsOn', 'endsOn', 'roundingMinutes'] as const
const numbers = ['fixedPrice', 'budgetHours', 'budgetAmount'] as const
const chosen = ['siteId', 'contractId', 'leadId', 'contactId'] as const
const words = ['pricing', 'invoicing', 'approval', 'approvalTiming', 'approvalScope'] as const

/** What a project says; when somebody else saved meanwhile both versions stand beside each other. */
export function ProjectEditDialog({
  page,
  members,
  onClose,
}: {
  page: ProjectPage
  members: readonly Named[]
  onClose: () => void
}) {
  const { project } = page
  const t = useTranslations('projects')
  const refresh = useRefresh()
  const choices = useChoices(project.customerId)

  function done() {
    onClose()
    refresh()
  }

  function nameOf(key: (typeof chosen)[number], value: unknown): string {
    if (!value) return '–'
    if (key === 'leadId') return [...members, page.lead].find((one) => one?.id === value)?.name ?? '…'
    if (key === 'contractId')
      return [...(choices?.contracts ?? []), page.contract].find((one) => one?.id === value)?.number ?? '…'
    if (key === 'contactId')
      return [...(choices?.contacts ?? []), page.contact].find((one) => one?.id === value)?.name ?? '…'
    const site = [...(choices?.sites ?? []), page.site].find((one) => one?.id === value)
    return site ? addressOf(site) : '…'
  }

  function wordOf(key: (typeof words)[number], value: unknown): string {
    if (key === 'pricing') return t(`values.pricing.${projectPricings.find((one) => one === value) ?? 'hourly'}`)
    if (key === 'invoicing') return t(`values.invoicing.${projectInvoicings.find((one) => one === value) ?? 'monthly'}`)
    if (key === 'approval') return t(`values.approval.${approvalWishes.find((one) => one === value) ?? 'default'}`)
    if (key === 'approvalTiming')
      return t(`values.approvalTiming.${approvalTimings.find((one) => one === value) ?? 'default'}`)
    return t(`values.approvalScope.${approvalScopes.find((one) => one === value) ?? 'default'}`)
  }

  // A field that wasn't on the screen is not sent, and so differs from nothing.
  const sameIfSent = (mine: unknown, theirs: unknown) => mine === undefined || (mine ?? null) === (theirs ?? null)
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t('editTitle', { number: project.number })}
      size="lg"
    >
      <Form<Wanted, { version: number }>
        action={edit}
        toInput={(values) => ({ ...typedFrom(values), id: project.id, version: project.version })}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            ...plain.map((key) => ({ key, label: t(`fields.${key}`) })),
            ...numbers.map((key) => ({ key, label: t(`fields.${key}`), same: sameNumber })),
            ...chosen.map((key) => ({
              key,
              label: t(`fields.${key}`),
              same: sameIfSent,
              show: (value: unknown) => nameOf(key, value),
            })),
            ...words.map((key) => ({
              key,
              label: t(`fields.${key}`),
              same: sameIfSent,
              show: (value: unknown) => wordOf(key, value),
            })),
          ],
          onDiscard: done,
        })}
      >
        <ProjectFields value={project} choices={choices} members={members} kept={page} />
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}
