'use client'
import { FileCheck2, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { FormRefusal } from '@/components/ui/form'
import { Money } from '@/components/ui/money'
import { Page, PageHeader } from '@/components/ui/page-header'
import { useShortcut } from '@/components/ui/shortcuts'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { newId } from '@/lib/ids'
import { discard, finalize, move, moveProject } from '@/lib/invoices/actions'
import type { InvoiceCheck } from '@/lib/invoices/rules/checks'
import { totalsOf } from '@/lib/invoices/rules/totals'
import { Attachments, type InvoiceFile } from './attachments'
import { ConceptHeader } from './concept-header'
import { ConceptLines, type ConceptOrder, netOf, type VatChoice } from './concept-lines'
import { Stale } from './concept-stale'
import { InvoiceStatusBadge } from './invoice-status'
import { PdfPreview } from './pdf-preview'
import { Preflight } from './preflight'
import { type Draft, useConceptDraft } from './use-concept-draft'

export type Concept = {
  id: string
  version: number
  customerId: string
  customerName: string
  mailTo: string
  today: string
  draft: Draft
  orders: ConceptOrder[]
  projects: ConceptOrder[]
  contracts: ConceptOrder[]
  vatCodes: VatChoice[]
  siblings: { id: string; createdAt: string; orderNumbers: string }[]
  checks: InvoiceCheck[]
  attachments: InvoiceFile[]
  /** How many lines a timesheet of its own would hold. */
  timesheetLines: number
}

/** A concept invoice: everything editable at the left, the real PDF at the right, and one button when all is well. */
export function ConceptPage({
  concept,
  timeline,
  maySetUp,
}: {
  concept: Concept
  timeline: React.ReactNode
  maySetUp: boolean
}) {
  const { id, customerId, orders, vatCodes, checks } = concept
  const t = useTranslations('invoices')
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const [shownVersion, setShownVersion] = useState(concept.version)
  const [isDiscarding, setDiscarding] = useState(false)
  const editor = useConceptDraft(id, concept, (version) => {
    setShownVersion(version)
    refresh()
  })
  const { draft, change, refusal } = editor
  const finalizing = useAction(finalize)
  const moving = useAction(move)
  const movingProject = useAction(moveProject)
  const discarding = useAction(discard)
  useLive(['invoice'], (event) => {
    if (event === null || event.id === id) refresh()
  })
  // An order that joined or left while nothing was being typed is simply taken over.
  useEffect(() => {
    if (concept.version <= editor.version.current || editor.isDirty || editor.isSaving) return
    editor.adopt(concept.draft, concept.version, true)
    setShownVersion(concept.version)
  }, [concept, editor])

  const isBlocked = checks.some(({ state }) => state === 'missing')
  const totals = totalsOf(
    draft.lines.map((line) => {
      const code = vatCodes.find((one) => one.code === line.vatCode)
      return { netAmount: netOf(line), vatRate: code?.rate ?? '0', vatCategory: code?.category ?? 'S' }
    }),
  )

  async function pressFinalize() {
    const version = await editor.flush()
    if (version === null) return toast.refused('invoices.not_saved')
    const reply = await finalizing.run({ id, version })
    if (!reply.ok) {
      toast.refused(reply)
      return refresh()
    }
    toast.done(t('concept.finalized', { number: reply.value.number }))
    refresh()
  }

  async function pressMove(kind: 'order' | 'project', workId: string, toId: string | null) {
    if ((await editor.flush()) === null) return toast.refused('invoices.not_saved')
    const reply = await (kind === 'order'
      ? moving.run({ id, orderId: workId, toId })
      : movingProject.run({ id, projectId: workId, toId }))
    if (!reply.ok) return toast.refused(reply)
    toast.done(t(kind === 'order' ? 'concept.moved' : 'concept.movedProject'))
    if (orders.length + concept.projects.length === 1) router.push(`/invoices/${reply.value.id}`)
    else refresh()
  }

  function add(isText: boolean) {
    const vatCode = draft.lines.at(-1)?.vatCode ?? vatCodes[0]?.code ?? 'S21'
    const line = {
      id: newId(),
      orderId: null,
      projectId: null,
      contractId: null,
      description: isText ? t('concept.textLine') : t('concept.newLine'),
      unit: isText ? '' : 'st',
    }
    change({ lines: [...draft.lines, { ...line, quantity: '1', unitPrice: '0', discountPercent: '0', vatCode }] })
  }

  useShortcut('Mod+Enter', () => !isBlocked && void pressFinalize(), { label: t('concept.finalize') })

  return (
    <Page>
      <PageHeader
        back={{ href: '/invoices', label: t('list.title') }}
        title={concept.customerName}
        badge={<InvoiceStatusBadge status="concept" />}
        description={<SaveState isDirty={editor.isDirty} isSaving={editor.isSaving} hasFailed={refusal !== null} />}
        actions={
          <Button variant="ghost" icon={<Trash2 />} onPress={() => setDiscarding(true)}>
            {t('concept.discard')}
          </Button>
        }
        primary={
          <Button
            variant="primary"
            icon={<FileCheck2 />}
            isDisabled={isBlocked || draft.lines.length === 0}
            isPending={finalizing.isPending}
            onPress={() => void pressFinalize()}
          >
            {t('concept.finalize')}
          </Button>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(26rem,34rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          {refusal && refusal.code !== 'common.stale' && <FormRefusal refusal={refusal} />}
          <Preflight checks={checks} customerId={customerId} orderId={orders[0]?.id ?? null} maySetUp={maySetUp} />
          <ConceptHeader
            draft={draft}
            onChange={change}
            today={concept.today}
            mailTo={concept.mailTo}
            customerId={customerId}
          />
          <ConceptLines
            lines={draft.lines}
            orders={orders}
            projects={concept.projects}
            contracts={concept.contracts}
            vatCodes={vatCodes}
            siblings={concept.siblings}
            errors={lineErrors(refusal?.fields, draft, t('concept.vatUnknown'))}
            onChange={(lines) => change({ lines })}
            onAdd={add}
            onMove={(kind, workId, toId) => void pressMove(kind, workId, toId)}
          />
          <Totals totals={totals} />
          <Attachments
            invoiceId={id}
            files={concept.attachments}
            isEditable
            timesheet={
              concept.timesheetLines > 0
                ? {
                    isWanted: draft.withTimesheet,
                    lines: concept.timesheetLines,
                    onChange: (withTimesheet) => change({ withTimesheet }),
                  }
                : null
            }
          />
          <Card title={t('page.timeline')}>{timeline}</Card>
        </div>
        <PdfPreview invoiceId={id} version={shownVersion} className="xl:sticky xl:top-4 xl:h-[calc(100dvh-7rem)]" />
      </div>
      <ConfirmDialog
        isOpen={isDiscarding}
        onOpenChange={setDiscarding}
        title={t('concept.discardTitle')}
        confirmText={t('concept.discard')}
        isDangerous
        onConfirm={async () => {
          const reply = await discarding.run({ id })
          if (reply.ok) {
            toast.done(t('concept.discarded'))
            router.push('/invoices')
          }
          return reply
        }}
      >
        {t('concept.discardText')}
      </ConfirmDialog>
      {refusal?.code === 'common.stale' && (
        <Stale draft={draft} current={refusal.current} onAdopt={editor.adopt} fallback={concept} />
      )}
    </Page>
  )
}

function SaveState({ isDirty, isSaving, hasFailed }: { isDirty: boolean; isSaving: boolean; hasFailed: boolean }) {
  const t = useTranslations('invoices.concept')
  const state = hasFailed ? 'notSaved' : isSaving ? 'saving' : isDirty ? 'unsaved' : 'saved'
  return (
    <span role="status" className={hasFailed ? 'text-alert-fg' : 'text-ink-faint'}>
      {t(state)}
    </span>
  )
}

function Totals({ totals }: { totals: ReturnType<typeof totalsOf> }) {
  const t = useTranslations('invoices.concept')
  return (
    <dl className="ml-auto grid w-full max-w-80 grid-cols-[1fr_auto] gap-y-1 px-3 tabular">
      <dt className="text-ink-soft">{t('net')}</dt>
      <dd className="text-right">
        <Money value={totals.netAmount} />
      </dd>
      {totals.vat.map((group) => (
        <div key={`${group.category}${group.rate}`} className="contents">
          <dt className="text-ink-soft">{t('vatOf', { rate: Number(group.rate) })}</dt>
          <dd className="text-right">
            <Money value={group.tax} />
          </dd>
        </div>
      ))}
      <dt className="border-t border-line pt-1 text-lg font-medium">{t('gross')}</dt>
      <dd className="border-t border-line pt-1 pl-6 text-right text-lg">
        <Money value={totals.grossAmount} isStrong />
      </dd>
    </dl>
  )
}

/** `lines.2.vatCode` → the id of the third line. */
function lineErrors(fields: Record<string, string> | undefined, draft: Draft, words: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const path of Object.keys(fields ?? {})) {
    const line = draft.lines[Number(/^lines\.(\d+)/.exec(path)?.[1] ?? -1)]
    if (line) found[line.id] = words
  }
  return found
}
