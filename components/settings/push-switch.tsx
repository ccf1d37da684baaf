'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import type { FieldMember } from '@/components/field/worker/field-app'
import { type PushState, pushState, turnOff, turnOn } from '@/components/field/worker/push'
import { Section } from '@/components/ui/card'
import { Switch } from '@/components/ui/switch'
import { useToast } from '@/components/ui/toast'

/** Notifications on this phone, for who has the field app here. */
export function PushSwitch({ member }: { member: FieldMember }) {
  const t = useTranslations('field.app')
  const toast = useToast()
  const [state, setState] = useState<PushState>('impossible')
  useEffect(() => {
    void pushState(member).then(setState)
  }, [member])
  if (state === 'impossible') return null
  return (
    <Section title={t('push')}>
      <Switch
        isSelected={state === 'on'}
        isDisabled={state === 'denied'}
        onChange={async (isOn) => {
          const refusal = isOn
            ? await turnOn(member).catch(() => ({ ok: false, code: 'field.push_unreachable' }) as const)
            : await turnOff().then(() => null)
          if (refusal) toast.refused(refusal)
          setState(await pushState(member))
        }}
      >
        {t('pushHere')}
      </Switch>
      <p className="text-sm text-ink-soft">{t(state === 'denied' ? 'pushDenied' : 'pushText')}</p>
    </Section>
  )
}
