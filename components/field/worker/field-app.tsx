'use client'
import { RefreshCw } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useLocale, useTranslations } from 'next-intl'
import { createContext, type ReactNode, useContext, useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { Dense } from '@/components/ui/density'
import { outboxNow, syncOf, useOutbox } from '../outbox-state'
import { tapAgain } from './early-tap-again'
import { isUntouched, newScreen, renew, startWorker, stopWorker, useIsNewer } from './renewal'

/** Who uses the app, as far as what stands around its screens must know. */
export type FieldMember = {
  memberId: string
  sessionId: string
  /** With which the browser lets our server, and nobody else, send notifications; null when none are sent. */
  pushKey: string | null
  isWorkerOn: boolean
}

const Member = createContext<FieldMember | null>(null)

/** Null outside of the field app. */
export function useFieldMember(): FieldMember | null {
  return useContext(Member)
}

/** What stands around all screens of the phone: opens without reception, renews itself, goes where a notification leads. */
export function FieldApp({ member, children }: { member: FieldMember; children: ReactNode }) {
  const { isWorkerOn, memberId } = member
  const router = useRouter()
  useEffect(() => {
    if (process.env.NODE_ENV !== 'production') return
    if (isWorkerOn) return startWorker()
    void stopWorker()
  }, [isWorkerOn])
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const open = ({ data }: MessageEvent<{ type?: string; url?: string }>) => {
      if (data?.type === 'OPEN' && data.url) router.push(data.url)
    }
    navigator.serviceWorker.addEventListener('message', open)
    return () => navigator.serviceWorker.removeEventListener('message', open)
  }, [router])
  useEffect(tapAgain, [])
  useTellWorker(isWorkerOn ? memberId : null)
  return (
    <Member value={member}>
      <Newer />
      {children}
    </Member>
  )
}

/** The worker keeps what is looked at for when there is no reception. */
function useTellWorker(memberId: string | null): void {
  const path = usePathname()
  const locale = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another screen
  useEffect(newScreen, [path])
  useEffect(() => {
    if (!memberId || !('serviceWorker' in navigator) || process.env.NODE_ENV !== 'production') return
    let isLeft = false
    const tell = async () => {
      const { active } = await navigator.serviceWorker.ready
      // With the files that came along with this screen.
      const files = performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${window.location.origin}/_next/static/`))
      const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/field/visits/"]')]
      const visits = [...new Set(links.map(({ pathname }) => pathname.split('/').slice(0, 4).join('/')))]
      if (!isLeft) active?.postMessage({ type: 'SHOWN', path, memberId, locale, files, visits })
    }
    // Once the screen stands: what it loads itself comes first.
    const timer = setTimeout(tell, 500)
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [path, memberId, locale])
}

/**
 * A newer build: taken by itself when the day was put away with nothing unsent, typed or open; otherwise there is a button,
 * and until it is tapped the screen stays as it is.
 */
function Newer() {
  const t = useTranslations('field.app')
  const isNewer = useIsNewer()
  const path = usePathname()
  const isSent = syncOf(useOutbox()).status === 'sent'
  useEffect(() => {
    if (!isNewer || path !== '/field') return
    const away = () => {
      const mayRenew = syncOf(outboxNow()).status === 'sent' && isUntouched()
      if (document.visibilityState === 'hidden' && mayRenew) renew()
    }
    document.addEventListener('visibilitychange', away)
    return () => document.removeEventListener('visibilitychange', away)
  }, [isNewer, path])
  if (!isNewer) return null
  return (
    <Dense density="field" className="mx-auto max-w-2xl">
      <div
        role="status"
        className="flex items-center gap-3 border-b border-planned-line bg-planned-bg px-4 py-2 text-planned-fg"
      >
        <p className="flex-1">{t(isSent ? 'newer' : 'newerLater')}</p>
        {isSent && (
          <Button icon={<RefreshCw />} onPress={renew}>
            {t('renew')}
          </Button>
        )}
      </div>
    </Dense>
  )
}
