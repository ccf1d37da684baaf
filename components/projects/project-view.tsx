'use client'
import { CircleCheck, Ellipsis, FolderCheck, FolderOpen, Pencil, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { addressOf } from '@/components/customers/choices'
import { useLive } from '@/components/live/use-live'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { CopyNumber } from '@/components/ui/copy-number'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Dotted } from '@/components/ui/dotted'
import { IconButton } from '@/components/ui/icon-button'
import { InlineEdit } from '@/components/ui/inline-edit'
import { ButtonLink, Link } from '@/components/ui/link'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import type { Role } from '@/lib/auth/rules'
import { close, edit, reopen } from '@/lib/projects/actions'
import type { ProjectPage } from '@/lib/projects/queries'
import { leadsProject, projectNextStep } from '@/lib/projects/rules'
import { ProjectEditDialog } from './project-edit'
import type { Named } from './project-fields'
import { ProjectBudget, ProjectHours } from './project-figures'
import { FinishPhaseDialog, type Phase, ProjectPhases } from './project-phases'

/** A project: its phases and what is used of them, the hours, its orders, what was agreed, and everything that happened. */
export function ProjectView({
  page,
  me,
  members,
  today,
  orders,
  timeline,
}: {
  page: ProjectPage
  me: { id: string; roles: readonly Role[] }
  members: readonly Named[]
  today: string
  orders: ReactNode
  timeline: ReactNode
}) {
  const { project, customer } = page
  const t = useTranslations('projects')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [open, setOpen] = useState<'edit' | 'close' | 'reopen' | Phase | null>(null)
  const saving = useAction(edit)
  const closing = useAction(close)
  const reopening = useAction(reopen)
  useLive(['project', 'order', 'visit'], (event) => {
    if (event === null || event.kind !== 'project' || event.id === project.id) refresh()
  })

  const leads = leadsProject(project, me)
  const canEdit = !project.closedAt
  const openPhases = page.phases.filter((phase) => !phase.doneAt)
  const save = (field: 'name' | 'description') => async (value: string) => {
    const reply = await saving.run({ id: project.id, version: project.version, [field]: value })
    if (reply.ok) refresh()
    return reply
  }
  const newOrder = `/orders/new?customer=${customer.id}&project=${project.id}`

  return (
    <Page width="record">
      <PageHeader
        back={{ href: '/projects', label: t('title') }}
        title={<InlineEdit label={t('fields.name')} value={project.name} save={save('name')} isReadOnly={!canEdit} />}
        badge={<Badge tone={project.closedAt ? 'todo' : 'planned'}>{t(`state.${canEdit ? 'open' : 'closed'}`)}</Badge>}
        description={
          <Dotted>
            <CopyNumber>{project.number}</CopyNumber>
            <span>{t(`values.pricing.${project.pricing}`)}</span>
            <Link href={`/customers/${customer.id}`} look="quiet" className="inline-block py-0.5">
              {customer.name}
            </Link>
          </Dotted>
        }
        primary={<NextButton page={page} leads={leads} today={today} newOrder={newOrder} onOpen={setOpen} />}
        actions={
          (canEdit || leads) && (
            <>
              {canEdit && (
                <Button icon={<Pencil />} onPress={() => setOpen('edit')}>
                  {common('edit')}
                </Button>
              )}
              <Menu
                trigger={
                  <IconButton label={common('more')} variant="secondary">
                    <Ellipsis />
                  </IconButton>
                }
              >
                {canEdit ? (
                  <MenuItem icon={<Plus />} href={newOrder}>
                    {t('orders.new')}
                  </MenuItem>
                ) : null}
                {canEdit && leads ? (
                  <MenuItem icon={<FolderCheck />} onAction={() => setOpen('close')}>
                    {t('close.confirm')}
                  </MenuItem>
                ) : null}
                {!canEdit && leads ? (
                  <MenuItem icon={<FolderOpen />} onAction={() => setOpen('reopen')}>
                    {t('reopen.confirm')}
                  </MenuItem>
                ) : null}
              </Menu>
            </>
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('cards.what')}>
            <InlineEdit
              label={t('fields.description')}
              value={project.description}
              isMultiline
              placeholder={t('noDescription')}
              save={save('description')}
              isReadOnly={!canEdit}
            />
          </Card>
          <ProjectPhases page={page} canEdit={canEdit} leads={leads} onFinish={setOpen} />
          <ProjectHours page={page} />
          {orders}
        </div>
        <aside className="flex min-w-0 flex-col gap-4">
          <ProjectBudget page={page} />
          <ProjectFacts page={page} />
          <Card title={t('cards.timeline')}>{timeline}</Card>
        </aside>
      </div>
      {open === 'edit' && <ProjectEditDialog page={page} members={members} onClose={() => setOpen(null)} />}
      {open !== null && typeof open === 'object' && <FinishPhaseDialog phase={open} onClose={() => setOpen(null)} />}
      {(open === 'close' || open === 'reopen') && (
        <ConfirmDialog
          isOpen
          onOpenChange={(isOpen) => !isOpen && setOpen(null)}
          title={t(`${open}.title`, { number: project.number })}
          confirmText={t(`${open}.confirm`)}
          reason={open === 'close' ? { label: t('close.reason') } : { label: t('reason'), isRequired: true }}
          onConfirm={async (reason) => {
            const reply = await (open === 'close' ? closing : reopening).run({ id: project.id, reason })
            if (!reply.ok) return reply
            setOpen(null)
            toast.done(t(`${open}.done`, { number: project.number }))
            refresh()
            return reply
          }}
        >
          {t(`${open}.text`)}
          {open === 'close' && openPhases.length > 0 && ` ${t('close.openPhases', { count: openPhases.length })}`}
        </ConfirmDialog>
      )}
    </Page>
  )
}

/** The one next step, for who may take it. */
function NextButton({
  page,
  leads,
  today,
  newOrder,
  onOpen,
}: {
  page: ProjectPage
  leads: boolean
  today: string
  newOrder: string
  onOpen: (what: 'close' | Phase) => void
}) {
  const t = useTranslations('projects.next')
  const { project, phases, usedMinutes } = page
  const next = projectNextStep({ ...project, usedMinutes }, phases, today)
  if (!next) return null
  const phase = next.step === 'finish' ? phases.find((one) => one.id === next.phaseId) : null
  if (phase && leads)
    return (
      <Button variant="primary" icon={<CircleCheck />} onPress={() => onOpen(phase)}>
        {t('finish', { name: phase.name })}
      </Button>
    )
  if (next.step === 'close' && leads)
    return (
      <Button variant="primary" icon={<FolderCheck />} onPress={() => onOpen('close')}>
        {t('close')}
      </Button>
    )
  return (
    <ButtonLink href={newOrder} variant="primary" icon={<Plus aria-hidden className="size-4" />}>
      {t('order')}
    </ButtonLink>
  )
}

/** Who, when, at which price, and how the customer approves. */
function ProjectFacts({ page }: { page: ProjectPage }) {
  const { project, customer, site, contact, contract, lead } = page
  const t = useTranslations('projects')
  const common = useTranslations('common.actions')
  return (
    <Card title={t('cards.who')}>
      <DefinitionList
        items={[
          { label: t('fields.customerId'), value: <Link href={`/customers/${customer.id}`}>{customer.name}</Link> },
          { label: t('fields.siteId'), value: site && addressOf(site), isHidden: !site },
          {
            label: t('fields.contractId'),
            isHidden: !contract,
            value: contract && (
              <Link href={`/contracts/${contract.id}`}>
                <span className="tabular">{contract.number}</span> {contract.name}
              </Link>
            ),
          },
          { label: t('fields.leadId'), value: lead?.name ?? t('nobody') },
          { label: t('fields.invoicing'), value: t(`values.invoicing.${project.invoicing}`) },
          {
            label: t('fields.fixedPrice'),
            value: project.fixedPrice && <Money value={project.fixedPrice} />,
            isHidden: !project.fixedPrice,
          },
          {
            label: t('fields.approval'),
            value: project.approval === 'default' ? t('values.approval.default') : common(project.approval),
          },
          {
            label: t('fields.contactId'),
            value: contact?.name ?? t('defaultContact'),
            isHidden: project.approval === 'no',
          },
          {
            label: t('fields.approvalTiming'),
            value: t(`values.approvalTiming.${project.approvalTiming}`),
            isHidden: project.approval === 'no',
          },
          {
            label: t('fields.approvalScope'),
            value: t(`values.approvalScope.${project.approvalScope}`),
            isHidden: project.approval === 'no',
          },
          {
            label: t('fields.roundingMinutes'),
            value: `${project.roundingMinutes} ${t('minutesUnit')}`,
            isHidden: project.roundingMinutes === 1,
          },
          { label: t('fields.poNumber'), value: project.poNumber, isHidden: !project.poNumber },
          {
            label: t('fields.startsOn'),
            value: project.startsOn && <DateText value={project.startsOn} />,
            isHidden: !project.startsOn,
          },
          {
            label: t('fields.endsOn'),
            value: project.endsOn && <DateText value={project.endsOn} />,
            isHidden: !project.endsOn,
          },
          {
            label: t('fields.closedAt'),
            value: project.closedAt && <DateText value={project.closedAt} hasTime={false} />,
            isHidden: !project.closedAt,
          },
        ]}
      />
    </Card>
  )
}
