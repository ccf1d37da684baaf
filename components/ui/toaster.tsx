'use client'
import { type ReactNode, useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { phoneQuery, useMedia } from './use-media'

let stand = () => {}
/** What is to be shown before there is a place for it would be lost. */
const standing = new Promise<void>((resolve) => {
  stand = resolve
})

/** On a phone the bottom is the next step's button. */
export function Toaster() {
  const isPhone = useMedia(phoneQuery)
  useEffect(() => stand(), [])
  return (
    <Sonner
      position={isPhone ? 'top-center' : 'bottom-right'}
      visibleToasts={3}
      gap={8}
      offset={20}
      mobileOffset={12}
    />
  )
}

/** Shows a row for so many milliseconds, or until it closes itself; waits for the Toaster. */
export async function showToast(row: (close: () => void) => ReactNode, duration: number): Promise<void> {
  await standing
  toast.custom((id) => <>{row(() => toast.dismiss(id))}</>, { duration })
}
