'use client'
import { createContext, type ReactNode, useContext } from 'react'

const MapStyleUrl = createContext<string | null>(null)

/** Which map the company's server was given (MAP_STYLE_URL); null is the outline that needs no network. */
export function MapStyle({ url, children }: { url: string | null; children: ReactNode }) {
  return <MapStyleUrl value={url}>{children}</MapStyleUrl>
}

export function useMapStyle(): string | null {
  return useContext(MapStyleUrl)
}
