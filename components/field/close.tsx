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
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type ClosingProblem, closingProblems, type Outcome, outcomes, type SignerKind } from '@/lib/execution/rules'
import type { VisitData } from '@/lib/field/view/data'
import { labelOf } from '@/lib/forms/rules'
import { questionOf } from '@/lib/forms/rules/failed'
import type { RefusedReply } from '@/lib/reply'
import type { CarriedVisit } from '@/lib/sync/queries/carried'
import { isOpen } from '@/lib/visits/rules'
import { CloseSummary } from './close-summary'
import { useDraft } from './draft'
import { FieldFrame } from './frame'
import { useKeepFile } from './phone/use-keep-file'
import { usePhone } from './phone/use-phone'
import { useAct, useVisit, VisitProvider } from './phone/use-visit'
import { signatureBlob } from './signature-blob'
import { Signing } from './signing'

export type Signed = {
  signer: SignerKind
  name: string
  absentReason: string
  drawn: Signature | null
}

/** The end of a visit: how it went, what still misses, what the customer reads, who signs. */
export function Close({ carried }: { carried: CarriedVisit }) {
  return (
    <VisitProvider carried={carried}>
      <Closing />
    </VisitProvider>
  )
}

function Closing() {
  const visit = useVisit()
  const t = useTranslations('field.close')
  const router = useRouter()
  const act = useAct()
  const keep = useKeepFile()
  const toast = useToast()
  const isStarted = visit.status === 'working' || visit.status === 'paused'
  // Nobody chose yet: it follows the visit, which may be further than the page that was kept for the cellar.
  const [chosen, setOutcome] = useState<Outcome | null>(null)
  const outcome = chosen ?? (isStarted ? 'completed' : 'no_access')
  const [words, setWords, forget] = useDraft(`close:${visit.id}`, '')
  const [said, setSigned] = useState<Signed | null>(null)
  const own = visit.signatureRule === 'technician' ? visit.team.find(({ id }) => id === visit.memberId) : undefined
  const signer = visit.signatureRule === 'technician' ? 'technician' : 'customer'
  const signed = said ?? { signer, name: own?.name ?? '', absentReason: '', drawn: null }
  const [isPending, setPending] = useState(false)
  const { files } = usePhone()
  // What was refused never arrives: it is shown with what needs attention, and holds up no visit.
  const fileIds = files.filter((file) => file.visitId === visit.id && file.state !== 'refused').map(({ id }) => id)
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
    missingFiles: 0,
  })
  const asksSignature = visit.signatureRule !== 'none' && outcome !== 'no_access'

  async function finish() {
    setPending(true)
    const refusal = await end(new Date().toISOString())
    setPending(false)
    if (refusal === 'unsigned') return
    if (refusal) return toast.refused(refusal)
    forget()
    toast.done(t(`done.${outcome}`))
    router.push('/field')
  }

  async function end(at: string): Promise<RefusedReply | 'unsigned' | null> {
    const isAsked = asksSignature && isSigned
    const drawn = isAsked && signed.signer !== 'absent' ? signed.drawn : null
    const picture = drawn && { takenAt: at, name: 'signature.png', blob: signatureBlob(drawn) }
    const fileId = picture && (await keep({ visitId: visit.id, kind: 'signature', fieldId: '', ...picture }))
    if (picture && !fileId) return 'unsigned'
    const { name, absentReason } = signed
    const isAbsent = signed.signer === 'absent'
    const signature = { id: uuidv7(), signer: signed.signer, name: name.trim(), fileId, signedAt: at }
    return act('execution.close', {
      ...{ visitId: visit.id, eventId: uuidv7(), at, outcome, fileIds },
      remainingWork: outcome === 'partly_completed' ? words : '',
      noAccessReason: outcome === 'no_access' ? words : '',
      signatures: isAsked ? [{ ...signature, absentReason: isAbsent ? absentReason.trim() : '' }] : [],
    })
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
        <Problems problems={problems.filter((problem) => !isHere(problem))} visit={visit} />
        {outcome !== 'no_access' && <CloseSummary visit={visit} />}
        {asksSignature && <Signing visit={visit} signed={signed} onChange={setSigned} />}
      </div>
      <FieldBottom>
        <Button
          variant="primary"
          size="lg"
          isPending={isPending}
          isDisabled={problems.length > 0 || !isOpen(visit.status)}
          onPress={() => void finish()}
        >
          {t(`finish.${outcome}`)}
        </Button>
        <WhyNot problems={problems} />
      </FieldBottom>
    </FieldFrame>
  )
}

/** Mended on this screen, below; the rest is mended elsewhere. */
function isHere({ at }: ClosingProblem): boolean {
  return at === 'signature' || at === 'outcome'
}

function hrefOf({ at, fieldId }: ClosingProblem, visitId: string): string {
  const base = `/field/visits/${visitId}`
  return at === 'checklist' ? `${base}/checklist#field-${fieldId}` : base
}

/** What is in the way, each a link to where it is mended. */
function Problems({ problems, visit }: { problems: ClosingProblem[]; visit: VisitData }) {
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
            href={hrefOf(problem, visit.id)}
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
function WhyNot({ problems }: { problems: ClosingProblem[] }) {
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
  if (problems.length === 0) return null
  return (
    <a href="#missing" className={link}>
      {t('missing', { count: problems.length })}
    </a>
  )
}
