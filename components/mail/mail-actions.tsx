'use client'
import { useTranslations } from 'next-intl'
import { useLive } from '@/components/live/use-live'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { decide } from '@/lib/mail/actions'
import { type MailStatus, type MailStep, mailSteps, mayStep } from '@/lib/mail/rules'

const order: MailStep[] = ['drop', 'confirm', 'retry']

/** What a person may decide about a mail: try again, it did arrive, let it be. */
export function MailActions({ mailId, status }: { mailId: string; status: MailStatus }) {
  const t = useTranslations('mail')
  const refresh = useRefresh()
  const toast = useToast()
  const { run, isPending } = useAction(decide)
  useLive(['mail'], (event) => {
    if (!event || event.id === mailId) refresh()
  })
  const steps = order.filter((step) => step in mailSteps && mayStep(status, step))

  async function press(step: MailStep) {
    const reply = await run({ mailId, step })
    if (!reply.ok) return toast.refused(reply)
    toast.done(t(`done.${step}`))
    refresh()
  }

  return (
    <div className="flex flex-wrap gap-2">
      {steps.map((step) => (
        <Button
          key={step}
          variant={step === 'retry' ? 'primary' : 'secondary'}
          isDisabled={isPending}
          onPress={() => void press(step)}
        >
          {t(`step.${step}`)}
        </Button>
      ))}
    </div>
  )
}
