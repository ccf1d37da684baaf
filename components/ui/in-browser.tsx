'use client'
import { type ReactNode, useSyncExternalStore } from 'react'
import { SkeletonBoard, SkeletonList, SkeletonRecord, SkeletonSheet } from './skeleton'

const never = () => () => {}

/** Whether the script has taken over what the server drew. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

const skeletons = { board: SkeletonBoard, list: SkeletonList, record: SkeletonRecord, sheet: SkeletonSheet }

/**
 * Drawn by the browser only, from the data that came with the page; until then the grey shape of it, which is named and not
 * handed over so that it does not travel with each page. Drawing an office screen on the
 * server too costs it more than everything else of the page together, sends every row twice, and shows buttons that do
 * not listen yet. A page still decides on the server who may see it, before it renders this.
 */
export function InBrowser({ shape, children }: { shape: keyof typeof skeletons; children: ReactNode }) {
  const Shape = skeletons[shape]
  if (useIsHydrated()) return children
  return (
    <div aria-busy className="contents">
      <Shape />
    </div>
  )
}
