'use client'
import { type ComponentProps, createContext, useContext } from 'react'

type Density = 'field' | 'public'

const DensityContext = createContext<Density | undefined>(undefined)

/** The element of a shell that says how large and how clear everything in it is, overlays included. */
export function Dense({
  density,
  as: Element = 'div',
  ...props
}: { density: Density; as?: 'div' | 'main' } & ComponentProps<'div'>) {
  return (
    <DensityContext value={density}>
      <Element data-density={density} {...props} />
    </DensityContext>
  )
}

/** What an overlay puts on its own element as `data-density`, since it is drawn beside the shell; nothing in the office. */
export function useDensity(): Density | undefined {
  return useContext(DensityContext)
}
