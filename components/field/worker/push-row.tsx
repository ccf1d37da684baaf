'use client'
import { Bell } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { useFieldMember } from './field-app'
import { PhoneRow } from './phone-row'
import { pushState, tell, turnOn } from './push'

const awayKey = 'field:push-away'

/** Asks, where it can be read what for, whether changes of the planning may be told while the app is closed. */
export function PushRow() {
  const t = useTranslations('field.app')
  const member = useFieldMember()
  const toast = useToast()
  const [isOffered, setOffered] = useState(false)
  useEffect(() => {
    if (!member) return
    let isLeft = false
    const look = async () => {
      // There is none before the worker stands.
      if ('serviceWorker' in navigator && member.pushKey && member.isWorkerOn) await navigator.serviceWorker.ready
      const state = await pushState(member)
      if (isLeft) return
      // Without reception it is told the next time.
      if (state === 'on') await tell(member).catch(() => null)
      else setOffered(state === 'off' && localStorage.getItem(awayKey) !== member.memberId)
    }
    void look()
    return () => {
      isLeft = true
    }
  }, [member])
  if (!member || !isOffered) return null
  return (
    <PhoneRow
      icon={<Bell />}
      title={t('push')}
      onAway={() => {
        localStorage.setItem(awayKey, member.memberId)
        setOffered(false)
      }}
    >
      <p className="text-sm text-ink-soft">{t('pushText')}</p>
      <Button
        onPress={async () => {
          const refusal = await turnOn(member).catch(() => ({ ok: false, code: 'field.push_unreachable' }) as const)
          if (refusal) return toast.refused(refusal)
          const state = await pushState(member)
          setOffered(state === 'off')
          if (state === 'on') toast.done(t('pushOn'))
        }}
      >
        {t('pushNow')}
      </Button>
    </PhoneRow>
  )
}
