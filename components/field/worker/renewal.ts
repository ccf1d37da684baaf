'use client'
import { useSyncExternalStore } from 'react'

/** Under this stand /field and /files, and nothing of the office (workers/field.ts). */
const scope = '/fi'
const hourMs = 3_600_000

let registration: ServiceWorkerRegistration | null = null
let isWaiting = false
let isTyped = false
let isAsked = false
const listeners = new Set<() => void>()

function set(next: boolean): void {
  if (next === isWaiting) return
  isWaiting = next
  for (const listener of listeners) listener()
}

/** Whether a newer build has come in and waits until it may take over. */
export function useIsNewer(): boolean {
  return useSyncExternalStore(subscribe, () => isWaiting, isNeverNewer)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function isNeverNewer(): boolean {
  return false
}

/**
 * Puts the worker before the field app and looks for a newer one: now, whenever the app is looked at again, and each hour.
 * Ends what it began when called.
 */
export function startWorker(): () => void {
  if (!('serviceWorker' in navigator)) return () => {}
  const look = () => void registration?.update().catch(() => {})
  const lookAgain = () => {
    if (document.visibilityState === 'visible') look()
  }
  const timer = setInterval(look, hourMs)
  const typed = () => {
    isTyped = true
  }
  document.addEventListener('visibilitychange', lookAgain)
  document.addEventListener('input', typed)
  window.addEventListener('online', look)
  navigator.serviceWorker.addEventListener('controllerchange', takenOver)
  void navigator.serviceWorker
    .register('/sw.js', { scope, updateViaCache: 'none' })
    .then(watch)
    // Private windows of some browsers refuse: the app works as a page then.
    .catch(() => {})
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', lookAgain)
    document.removeEventListener('input', typed)
    window.removeEventListener('online', look)
    navigator.serviceWorker.removeEventListener('controllerchange', takenOver)
  }
}

function watch(found: ServiceWorkerRegistration): void {
  registration = found
  const settle = () => set(found.waiting !== null && navigator.serviceWorker.controller !== null)
  settle()
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', settle))
}

/** The server says that there is to be no worker: what stands before the app goes, and what it kept. */
export async function stopWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister()
  for (const name of await caches.keys()) if (name.startsWith('field-')) await caches.delete(name)
}

/** Another screen: what was typed on the one before was kept or given up. */
export function newScreen(): void {
  isTyped = false
}

/** Whether a reload would take nothing away: nothing half typed, nothing open over the screen. */
export function isUntouched(): boolean {
  return !isTyped && document.querySelector('[role=dialog], [role=alertdialog]') === null
}

/** The newer build takes over, and the screen is loaded again with it. */
export function renew(): void {
  const waiting = registration?.waiting
  isAsked = true
  if (waiting) waiting.postMessage({ type: 'SKIP_WAITING' })
  else window.location.reload()
}

/** Another window may have asked for it: this one goes on with the files of its own build, which are kept. */
function takenOver(): void {
  if (isAsked) window.location.reload()
}
