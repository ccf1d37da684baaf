'use client'
import dynamic from 'next/dynamic'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'

/** Who asks for it waits a moment; nobody else loads it. */
const ShortcutHelp = dynamic(() => import('./shortcut-help').then((part) => part.ShortcutHelp))

export type Shortcut = {
  keys: string
  label: string
  group: string
  run: (event: KeyboardEvent) => void
  isHidden?: boolean
}

type Registry = { add: (shortcut: { current: Shortcut }) => () => void; openHelp: () => void }

const ShortcutContext = createContext<Registry | null>(null)

/** Hears every key that is not typed into a field; `?` shows what the screen knows, `/` goes to its search. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const shortcuts = useRef(new Set<{ current: Shortcut }>())
  const [help, setHelp] = useState<Shortcut[] | null>(null)

  const registry = useMemo<Registry>(
    () => ({
      add(shortcut) {
        shortcuts.current.add(shortcut)
        return () => shortcuts.current.delete(shortcut)
      },
      openHelp: () => setHelp([...shortcuts.current].map((shortcut) => shortcut.current)),
    }),
    [],
  )

  useEffect(() => {
    function hear(event: KeyboardEvent) {
      const pressed = keysOf(event)
      if (event.defaultPrevented || event.isComposing) return
      if (pressed === 'Enter' && isPressable(event.target)) return
      if (isOfField(pressed) && (isTyping(event.target) || isOverlayOpen())) return
      if (pressed === '?') {
        event.preventDefault()
        return registry.openHelp()
      }
      if (pressed === '/') {
        const search = document.querySelector<HTMLInputElement>('[data-main-search]')
        if (search) {
          event.preventDefault()
          search.focus()
          return search.select()
        }
      }
      // The last one registered is the innermost: a panel's key wins from the page's.
      const found = [...shortcuts.current].reverse().find((shortcut) => shortcut.current.keys === pressed)
      if (!found) return
      event.preventDefault()
      found.current.run(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [registry])

  return (
    <ShortcutContext value={registry}>
      {children}
      {help && <ShortcutHelp shortcuts={help} onClose={() => setHelp(null)} />}
    </ShortcutContext>
  )
}

/**
 * A key for a deed on this screen: `useShortcut('a', release, { label: 'Vrijgeven', group: 'Controle' })`.
 * `Mod+k` is Ctrl or ⌘. Silent while typing and while a dialog is open.
 */
export function useShortcut(
  keys: string,
  run: (event: KeyboardEvent) => void,
  options: { label: string; group?: string; isOff?: boolean; isHidden?: boolean },
) {
  const registry = useContext(ShortcutContext)
  const shortcut = useRef<Shortcut>({ keys, run, label: options.label, group: options.group ?? '' })
  shortcut.current = { keys, run, label: options.label, group: options.group ?? '', isHidden: options.isHidden }
  const isOff = options.isOff ?? false
  useEffect(() => (isOff ? undefined : registry?.add(shortcut)), [registry, isOff])
}

/** Opens the list of keys, for a menu item. */
export function useShortcutHelp(): () => void {
  return useContext(ShortcutContext)?.openHelp ?? (() => undefined)
}

/** How a key is written on the screen: `Mod` → ⌘ or Ctrl. */
export function keyName(key: string): string {
  if (key === 'Mod')
    return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
  return key.length === 1 ? key.toUpperCase() : key
}

function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey || event.metaKey ? `Mod+${key}` : key
}

/** Keys that belong to a field while somebody writes in it: letters, and its own undo. */
function isOfField(pressed: string): boolean {
  return !pressed.includes('Mod') || pressed === 'Mod+z' || pressed === 'Mod+y'
}

/** Is the person writing, so that letters are text? */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.matches(
    'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], [role=spinbutton]',
  )
}

/** Enter on a link or button presses it, whatever the list would do. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, label, [role=button], [role=tab]') !== null
}

/** Is a dialog, menu or list open over the screen? */
export function isOverlayOpen(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [data-trigger][data-placement]') !== null
}
