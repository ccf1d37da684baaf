'use client'
import { ArrowDown, ArrowUp, CircleCheck, CircleDashed, Ellipsis, Pencil, Plus, Trash2, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DecimalField } from '@/components/ui/decimal-field'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { bothVersions, sameNumber } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { newId } from '@/lib/ids'
import { finishPhase, removePhase, reopenPhase, savePhase, sortPhases } from '@/lib/projects/actions'
import type { ProjectPage } from '@/lib/projects/queries'
import { hoursOfMinutes, type ProjectPricing } from '@/lib/projects/rules'
import { BudgetBar } from './budget-bar'

export type Phase = ProjectPage['phases'][number]
type Wanted = Parameters<typeof savePhase>[0]

/** The parts of a project in their order, with what is used of each. */
export function ProjectPhases({
  page,
  canEdit,
  leads,
  onFinish,
}: {
  page: ProjectPage
  canEdit: boolean
  leads: boolean
  onFinish: (phase: Phase) => void
}) {
  const { project, phases } = page
  const t = useTranslations('projects')
  const toast = useToast()
  const refresh = useRefresh()
  const [editing, setEditing] = useState<Phase | string | null>(null)
  const [asked, setAsked] = useState<{ phase: Phase; step: 'remove' | 'reopen' } | null>(null)
  const sorting = useAction(sortPhases)
  const removing = useAction(removePhase)
  const reopening = useAction(reopenPhase)

  async function move(index: number, by: -1 | 1) {
    const ids = phases.map((phase) => phase.id)
    const [moved] = ids.splice(index, 1)
    if (moved) ids.splice(index + by, 0, moved)
    const reply = await sorting.run({ projectId: project.id, phaseIds: ids })
    if (!reply.ok) return toast.refused(reply)
    refresh()
  }

  return (
    <Card
      id="phases"
      title={t('cards.phases')}
      count={phases.length}
      actions={
        canEdit && (
          <Button size="sm" variant="ghost" icon={<Plus />} onPress={() => setEditing(newId())}>
            {t('phase.add')}
          </Button>
        )
      }
    >
      {phases.length === 0 ? (
        <p className="text-ink-faint">{t('phase.none')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {phases.map((phase, index) => (
            <li key={phase.id} className="flex items-start gap-3 py-2">
              <span className="mt-0.5 shrink-0">
                {phase.doneAt ? (
                  <CircleCheck aria-hidden className="size-4 text-done-fg" />
                ) : (
                  <CircleDashed aria-hidden className="size-4 text-ink-faint" />
                )}
              </span>
              <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1 sm:grid-cols-[1fr_minmax(12rem,18rem)]">
                <p className="flex flex-wrap items-center gap-x-2">
                  <span className="wrap-anywhere">{phase.name}</span>
                  {phase.doneAt && <Badge tone="done">{t('phase.done')}</Badge>}
                  {phase.fixedPrice && <Money value={phase.fixedPrice} className="text-ink-soft" />}
                </p>
                <BudgetBar used={phase.usedMinutes} budget={phase.budgetMinutes} />
              </div>
              {(canEdit || leads) && !project.closedAt && (
                <Menu
                  trigger={
                    <IconButton size="sm" variant="ghost" label={t('phase.more', { name: phase.name })}>
                      <Ellipsis />
                    </IconButton>
                  }
                >
                  {leads && !phase.doneAt ? (
                    <MenuItem icon={<CircleCheck />} onAction={() => onFinish(phase)}>
                      {t('phase.finish')}
                    </MenuItem>
                  ) : null}
                  {leads && phase.doneAt ? (
                    <MenuItem icon={<Undo2 />} onAction={() => setAsked({ phase, step: 'reopen' })}>
                      {t('phase.reopen')}
                    </MenuItem>
                  ) : null}
                  {phase.doneAt ? null : (
                    <MenuItem icon={<Pencil />} onAction={() => setEditing(phase)}>
                      {t('phase.edit')}
                    </MenuItem>
                  )}
                  {index > 0 ? (
                    <MenuItem icon={<ArrowUp />} onAction={() => void move(index, -1)}>
                      {t('phase.up', { name: phase.name })}
                    </MenuItem>
                  ) : null}
                  {index < phases.length - 1 ? (
                    <MenuItem icon={<ArrowDown />} onAction={() => void move(index, 1)}>
                      {t('phase.down', { name: phase.name })}
                    </MenuItem>
                  ) : null}
                  {phase.doneAt ? null : (
                    <MenuItem icon={<Trash2 />} isDangerous onAction={() => setAsked({ phase, step: 'remove' })}>
                      {t('phase.remove')}
                    </MenuItem>
                  )}
                </Menu>
              )}
            </li>
          ))}
        </ul>
      )}
      {editing && (
        <PhaseDialog
          projectId={project.id}
          pricing={project.pricing}
          phase={typeof editing === 'string' ? null : editing}
          id={typeof editing === 'string' ? editing : editing.id}
          onClose={() => setEditing(null)}
        />
      )}
      {asked && (
        <ConfirmDialog
          isOpen
          onOpenChange={(open) => !open && setAsked(null)}
          title={t(`phase.${asked.step}Title`, { name: asked.phase.name })}
          confirmText={t(`phase.${asked.step}`)}
          isDangerous={asked.step === 'remove'}
          reason={asked.step === 'reopen' ? { label: t('reason'), isRequired: true } : undefined}
          onConfirm={async (reason) => {
            const { id, name } = asked.phase
            const reply = await (asked.step === 'remove' ? removing.run({ id }) : reopening.run({ id, reason }))
            if (!reply.ok) return reply
            setAsked(null)
            toast.done(t(asked.step === 'remove' ? 'phase.removed' : 'phase.reopened', { name }))
            refresh()
            return reply
          }}
        >
          {t(`phase.${asked.step}Text`)}
        </ConfirmDialog>
      )}
    </Card>
  )
}

/** Says what finishing does, and does it. */
export function FinishPhaseDialog({ phase, onClose }: { phase: Phase; onClose: () => void }) {
  const t = useTranslations('projects.phase')
  const toast = useToast()
  const refresh = useRefresh()
  const finishing = useAction(finishPhase)
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t('finishTitle', { name: phase.name })}
      confirmText={t('finish')}
      onConfirm={async () => {
        const reply = await finishing.run({ id: phase.id })
        if (!reply.ok) return reply
        onClose()
        toast.done(t('finished', { name: phase.name }))
        refresh()
        return reply
      }}
    >
      {t('finishText')}
    </ConfirmDialog>
  )
}

function PhaseDialog({
  projectId,
  pricing,
  phase,
  id,
  onClose,
}: {
  projectId: string
  pricing: ProjectPricing
  phase: Phase | null
  id: string
  onClose: () => void
}) {
  const t = useTranslations('projects')
  const actions = useTranslations('common.actions')
  const refresh = useRefresh()
  function done() {
    onClose()
    refresh()
  }
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t(phase ? 'phase.edit' : 'phase.add')}>
      <Form<Wanted, { id: string; version: number }>
        action={savePhase}
        with={{
          id,
          projectId,
          version: phase?.version ?? null,
          ...(pricing === 'hourly' ? { fixedPrice: phase?.fixedPrice ?? null } : {}),
        }}
        onDone={done}
        stale={bothVersions<Wanted>({
          fields: [
            { key: 'name', label: t('phase.name') },
            { key: 'budgetHours', label: t('fields.budgetHours'), same: sameNumber },
            { key: 'fixedPrice', label: t('fields.fixedPrice'), same: sameNumber },
          ],
          onDiscard: done,
        })}
      >
        <TextField
          label={t('phase.name')}
          name="name"
          isRequired
          autoFocus
          maxLength={120}
          defaultValue={phase?.name}
        />
        <FieldRow>
          <DecimalField
            label={t('fields.budgetHours')}
            name="budgetHours"
            mostDigits={2}
            suffix={t('hoursUnit')}
            placeholder={t('noBudget')}
            defaultValue={hoursOfMinutes(phase?.budgetMinutes ?? null)}
          />
          {pricing !== 'hourly' && (
            <MoneyField
              label={t('fields.fixedPrice')}
              name="fixedPrice"
              description={t('exclVat')}
              defaultValue={phase?.fixedPrice}
            />
          )}
        </FieldRow>
        <DialogActions onCancel={onClose}>{phase ? actions('save') : actions('add')}</DialogActions>
      </Form>
    </Dialog>
  )
}
