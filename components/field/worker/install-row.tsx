'use client'
import { Share, Smartphone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { PhoneRow } from './phone-row'

/** What Chromium sends when it would put the app on the home screen. */
type InstallEvent = Event & { prompt: () => Promise<{ outcome: 'accepted' | 'dismissed' }> }

const awayKey = 'field:install-away'

/** Puts the app on the home screen: with one tap where the browser can, else by saying how. Put away it stays away. */
export function InstallRow() {
  const t = useTranslations('field.app')
  const [event, setEvent] = useState<InstallEvent | null>(null)
  const [isByHand, setByHand] = useState(false)
  useEffect(() => {
    if (localStorage.getItem(awayKey) || window.matchMedia('(display-mode: standalone)').matches) return
    const offer = (offered: Event) => {
      // Ours is shown instead of the browser's own.
      offered.preventDefault()
      setEvent(offered as InstallEvent)
    }
    const done = () => setEvent(null)
    window.addEventListener('beforeinstallprompt', offer)
    window.addEventListener('appinstalled', done)
    // Safari on an iPhone has no such event, and says itself when it is on the home screen.
    setByHand('standalone' in navigator && navigator.standalone === false)
    return () => {
      window.removeEventListener('beforeinstallprompt', offer)
      window.removeEventListener('appinstalled', done)
    }
  }, [])
  if (!event && !isByHand) return null

  function putAway() {
    localStorage.setItem(awayKey, '1')
    setEvent(null)
    setByHand(false)
  }
  return (
    <PhoneRow icon={isByHand ? <Share /> : <Smartphone />} title={t('install')} onAway={putAway}>
      <p className="text-sm text-ink-soft">{t(isByHand ? 'installByHand' : 'installText')}</p>
      {event && (
        <Button
          onPress={async () => {
            // Asked once: whatever is answered, the browser has had its say.
            setEvent(null)
            await event.prompt()
          }}
        >
          {t('installNow')}
        </Button>
      )}
    </PhoneRow>
  )
}
