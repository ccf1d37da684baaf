'use client'
import './globals.css'
import { useEffect } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { Trouble } from '@/components/ui/trouble'

// Stands in for the root layout, so neither the language nor the providers are there.
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error])
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <html lang="nl">
      <body>
        <Trouble
          title="Er ging iets mis"
          id={id}
          action={
            <button type="button" className={buttonStyle('primary')} onClick={() => retry()}>
              Opnieuw proberen
            </button>
          }
        >
          Something went wrong. Une erreur est survenue.
        </Trouble>
      </body>
    </html>
  )
}
