'use client'
import { type ReactNode, useState } from 'react'
import type { Action } from '@/lib/reply'
import { Form } from './form'
import { bothVersions, type StaleField } from './stale-dialog'
import { useToast } from './toast'
import { useRefresh } from './use-refresh'

/**
 * Settings that somebody else can change at the same time: the fields show what is typed, and when another was first both
 * versions stand beside each other.
 */
export function SettingsForm<Values extends object>({
  action,
  settings,
  version,
  savedText,
  fields,
  children,
}: {
  action: Action<Values & { version: number }, { version: number }>
  settings: Values
  version: number
  savedText: string
  fields: readonly StaleField<Values & { version: number }>[]
  children: (shown: Values, change: (next: Partial<Values>) => void) => ReactNode
}) {
  const refresh = useRefresh()
  const toast = useToast()
  const [shown, setShown] = useState(settings)
  // The version that the fields show: a page that is read again brings another's, and the fields stay as they are.
  const [seen, setSeen] = useState(version)
  return (
    <Form<Values & { version: number }, { version: number }>
      action={action}
      toInput={() => ({ ...shown, version: seen })}
      onDone={(value) => {
        setSeen(value.version)
        toast.done(savedText)
        refresh()
      }}
      stale={(stale) =>
        bothVersions({ fields, onDiscard: () => window.location.reload() })({
          ...stale,
          send: (chosen) => {
            setShown(chosen)
            stale.send({ ...chosen, version: seen })
          },
        })
      }
    >
      {children(shown, (next) => setShown((now) => ({ ...now, ...next })))}
    </Form>
  )
}
