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
import { CloseSummary } from './close-summary'
import { useDraft } from './draft'
import { FieldFrame } from './frame'
import { filesRefusal, sendFile, sendWrite, useOutbox } from './outbox'
import { signatureBlob } from './signature-blob'
import { Signing } from './signing'
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
  const { uploads, writes } = useOutbox()
  const own = uploads.filter(({ visitId }) => visitId === visit.id)
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
    signers: isSigned ? [signed.signer] : [],
    missingFiles: own.filter(({ status }) => status !== 'sent').length,
  })
  const asksSignature = visit.signatureRule !== 'none' && outcome !== 'no_access'

  async function finish() {
    setPending(true)
    const at = new Date().toISOString()
    const fileId = asksSignature && isSigned && signed.drawn ? sendSignature(visit.id, signed.drawn, at) : null
    // The signature goes first: closing without it would be refused.
    const refusal = fileId ? await filesRefusal([fileId]) : null
    if (refusal) {
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
        <Problems problems={problems.filter(({ at }) => at !== 'signature' && at !== 'outcome')} visit={visit} />
        {outcome !== 'no_access' && <CloseSummary visit={visit} />}
        {asksSignature && <Signing visit={visit} signed={signed} onChange={setSigned} />}
      </div>
      <FieldBottom>
        <Button
          variant="primary"
          size="lg"
          isPending={isPending}
          isDisabled={problems.length > 0 || writes > 0}
          onPress={() => void finish()}
        >
          {t(`finish.${outcome}`)}
        </Button>
        {problems.some(({ at }) => at === 'signature' || at === 'outcome') && <FirstMissing problems={problems} />}
      </FieldBottom>
    </FieldFrame>
  )
}

function sendSignature(visitId: string, drawn: Signature, takenAt: string): string {
  const blob = signatureBlob(drawn)
  return sendFile({ visitId, kind: 'signature', fieldId: '', takenAt, name: 'signature.png', blob })
}

/** What is in the way, each a link to where it is mended. */
function Problems({ problems, visit }: { problems: ClosingProblem[]; visit: VisitData }) {
  const t = useTranslations('field.close')
  const refusalText = useRefusalText()
  const locale = useLocale()
  if (problems.length === 0) return null
  const base = `/field/visits/${visit.id}`
  return (
    <section className="flex flex-col gap-1 rounded-md border border-alert-line bg-alert-bg p-3 text-alert-fg">
      <h2 className="flex items-center gap-2 font-medium">
        <TriangleAlert aria-hidden className="size-5 shrink-0" />
        {t('missing', { count: problems.length })}
      </h2>
      {problems.map((problem) => {
        const field = visit.checklist.find(({ id }) => id === problem.fieldId)
        return (
          <NextLink
            prefetch={false}
            key={`${problem.code}${problem.fieldId ?? ''}`}
            href={problem.at === 'checklist' ? `${base}/checklist#field-${problem.fieldId}` : base}
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

/** Beside the button that can't be pressed yet: why not. */
function FirstMissing({ problems }: { problems: ClosingProblem[] }) {
  const refusalText = useRefusalText()
  const first = problems.find(({ at }) => at === 'outcome' || at === 'signature')
  if (!first) return null
  return <p className="text-center text-sm text-ink-soft">{refusalText(first.code)}</p>
}
