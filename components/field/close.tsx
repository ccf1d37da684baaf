'use client'
import { ArrowRight, TriangleAlert } from 'lucide-react'
import NextLink from 'next/link'
import { useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { FieldBottom } from '@/components/ui/field-shell'
import { RadioGroup } from '@/components/ui/radio-group'
import type { Signature } from '@/components/ui/signature-pad'
import { TextArea } from '@/components/ui/text-area'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { close } from '@/lib/execution/actions'
import { type ClosingProblem, closingProblems, type Outcome, outcomes, type SignerKind } from '@/lib/execution/rules'
import { labelOf } from '@/lib/forms/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import { CloseSummary } from './close-summary'
import { useDraft } from './draft'
import { FieldFrame } from './frame'
import { sendWrite } from './outbox'
import { type Upload, useOutbox } from './outbox-state'
import { signatureBlob } from './signature-blob'
import { Signing } from './signing'
import { filesRefusal, forgetFile, sendFile } from './uploads'
import type { VisitData } from './visit-data'

export type Signed = {
  signer: SignerKind
  name: string
  absentReason: string
  drawn: Signature | null
}

/** The end of a visit: how it went, what still misses, what the customer reads, who signs. */
export function Close({ visit }: { visit: VisitData }) {
  const t = useTranslations('field.close')
  const router = useRouter()
  const refresh = useRefresh()
  const toast = useToast()
  const isStarted = visit.status === 'working' || visit.status === 'paused'
  const [outcome, setOutcome] = useState<Outcome>(isStarted ? 'completed' : 'no_access')
  const [words, setWords, forget] = useDraft(`close:${visit.id}`, '')
  const [signed, setSigned] = useState<Signed>({
    signer: visit.signatureRule === 'technician' ? 'technician' : 'customer',
    name: visit.signatureRule === 'technician' ? (visit.team.find(({ id }) => id === visit.memberId)?.name ?? '') : '',
    absentReason: '',
    drawn: null,
  })
  const [isPending, setPending] = useState(false)
  const { uploads, writes, failed, conflicts } = useOutbox()
  // Two versions that wait for a choice would be one of them for good.
  const waiting = writes + conflicts.length
  const own = uploads.filter(({ visitId }) => visitId === visit.id)
  const unsent = own.filter(({ status }) => status !== 'sent')
  const isSigned =
    signed.signer === 'absent' ? signed.absentReason.trim() !== '' : signed.drawn !== null && signed.name.trim() !== ''
  const problems = closingProblems({
    outcome,
    status: visit.status,
    remainingWork: words,
    noAccessReason: words,
    signatureRule: visit.signatureRule,
    checklist: visit.checklist,
    answers: visit.answers,
    signers: isSigned || signed.signer === 'absent' ? [signed.signer] : [],
    absentReason: signed.absentReason,
    missingFiles: unsent.length,
  })
  const asksSignature = visit.signatureRule !== 'none' && outcome !== 'no_access'

  async function finish() {
    setPending(true)
    const at = new Date().toISOString()
    const fileId = asksSignature && isSigned && signed.drawn ? sendSignature(visit.id, signed.drawn, at) : null
    // The signature goes first: closing without it would be refused.
    const refusal = fileId ? await filesRefusal([fileId]) : null
    if (fileId && refusal) {
      // It is still on the pad, from where it is sent again.
      forgetFile(fileId)
      setPending(false)
      return toast.refused(refusal)
    }
    const reply = await sendWrite(close, {
      visitId: visit.id,
      eventId: uuidv7(),
      at,
      outcome,
      remainingWork: outcome === 'partly_completed' ? words : '',
      noAccessReason: outcome === 'no_access' ? words : '',
      signatures:
        asksSignature && isSigned
          ? [
              {
                id: uuidv7(),
                signer: signed.signer,
                name: signed.name.trim(),
                absentReason: signed.signer === 'absent' ? signed.absentReason.trim() : '',
                fileId,
                signedAt: at,
              },
            ]
          : [],
      fileIds: own.map(({ id }) => id),
    })
    setPending(false)
    if (!reply.ok) {
      toast.refused(reply)
      return refresh()
    }
    forget()
    toast.done(t(`done.${outcome}`))
    router.push('/field')
    refresh()
  }

  return (
    <FieldFrame title={t('title')} back={`/field/visits/${visit.id}`} about={[visit.id, visit.order.id]}>
      <div className="flex flex-col gap-5">
        <RadioGroup
          label={t('outcome')}
          look="cards"
          value={outcome}
          onChange={(value) => setOutcome(value as Outcome)}
          options={outcomes
            .filter((value) => isStarted || value === 'no_access')
            .map((value) => ({ value, label: t(`outcomes.${value}`) }))}
        />
        {outcome !== 'completed' && (
          <div id="outcome" className="scroll-mt-20">
            <TextArea
              label={t(outcome === 'no_access' ? 'reason' : 'remaining')}
              value={words}
              onChange={setWords}
              isRequired
              rows={2}
              maxLength={outcome === 'no_access' ? 500 : 2000}
            />
          </div>
        )}
        <Problems problems={problems.filter((problem) => !isHere(problem))} visit={visit} unsent={unsent[0]} />
        {outcome !== 'no_access' && <CloseSummary visit={visit} />}
        {asksSignature && <Signing visit={visit} signed={signed} onChange={setSigned} />}
      </div>
      <FieldBottom>
        <Button
          variant="primary"
          size="lg"
          isPending={isPending}
          isDisabled={problems.length > 0 || waiting > 0}
          onPress={() => void finish()}
        >
          {t(`finish.${outcome}`)}
        </Button>
        <WhyNot problems={problems} writes={isPending ? 0 : waiting} hasFailed={failed.length + conflicts.length > 0} />
      </FieldBottom>
    </FieldFrame>
  )
}

function sendSignature(visitId: string, drawn: Signature, takenAt: string): string {
  const blob = signatureBlob(drawn)
  return sendFile({ visitId, kind: 'signature', fieldId: '', takenAt, name: 'signature.png', blob })
}

/** Mended on this screen, below; the rest is mended elsewhere. */
function isHere({ at }: ClosingProblem): boolean {
  return at === 'signature' || at === 'outcome'
}

function hrefOf({ at, fieldId }: ClosingProblem, visitId: string, unsent: Upload | undefined): string {
  const base = `/field/visits/${visitId}`
  if (at === 'checklist') return `${base}/checklist#field-${fieldId}`
  if (at !== 'photos' || !unsent) return base
  if (unsent.kind === 'answer') return `${base}/checklist#field-${unsent.fieldId}`
  return unsent.kind.startsWith('photo') ? `${base}#photos` : base
}

/** What is in the way, each a link to where it is mended. */
function Problems({
  problems,
  visit,
  unsent,
}: {
  problems: ClosingProblem[]
  visit: VisitData
  /** The first photo that the server does not have. */
  unsent: Upload | undefined
}) {
  const t = useTranslations('field.close')
  const refusalText = useRefusalText()
  const locale = useLocale()
  if (problems.length === 0) return null
  return (
    <section
      id="missing"
      className="flex scroll-mt-20 flex-col gap-1 rounded-md border border-alert-line bg-alert-bg p-3 text-alert-fg"
    >
      <h2 className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden className="size-5 shrink-0" />
        {t('missing', { count: problems.length })}
      </h2>
      {problems.map((problem) => {
        const field = questionOf(visit.checklist, problem.fieldId)
        return (
          <NextLink
            prefetch={false}
            key={`${problem.code}${problem.fieldId ?? ''}`}
            href={hrefOf(problem, visit.id, unsent)}
            className="focus-ring flex min-h-12 items-center gap-2 border-t border-alert-line"
          >
            <span className="min-w-0 flex-1">
              {field ? labelOf(field, locale) : refusalText(problem.code, { count: problem.count ?? 1 })}
            </span>
            <ArrowRight aria-hidden className="size-5 shrink-0" />
          </NextLink>
        )
      })}
    </section>
  )
}

/** Beside the button that can't be pressed yet: why not, and where on this screen it is mended. */
function WhyNot({ problems, writes, hasFailed }: { problems: ClosingProblem[]; writes: number; hasFailed: boolean }) {
  const t = useTranslations('field.close')
  const refusalText = useRefusalText()
  const here = problems.filter(isHere)
  const link = 'focus-ring flex min-h-12 items-center justify-center text-center text-sm text-ink-soft underline'
  if (here.length > 0)
    return here.map(({ code, at }) => (
      <a key={code} href={`#${at}`} className={link}>
        {refusalText(code)}
      </a>
    ))
  if (problems.length > 0)
    return (
      <a href="#missing" className={link}>
        {t('missing', { count: problems.length })}
      </a>
    )
  if (writes === 0) return null
  return (
    <p role="status" className="text-center text-sm text-ink-soft">
      {hasFailed ? t('notSent') : t('sending', { count: writes })}
    </p>
  )
}
