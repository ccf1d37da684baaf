import { MapPin, Phone, TriangleAlert } from 'lucide-react'

/** What one would want to have read before making an order for this customer. */
export function WorthKnowing({ phone, access, notes }: { phone: string; access?: string; notes: string }) {
  if (!phone && !access && !notes) return null
  return (
    <p className="-mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
      {phone && (
        <span className="inline-flex items-center gap-1.5">
          <Phone aria-hidden className="size-3.5" />
          {phone}
        </span>
      )}
      {access && (
        <span className="inline-flex items-center gap-1.5">
          <MapPin aria-hidden className="size-3.5" />
          {access}
        </span>
      )}
      {notes && (
        <span className="inline-flex items-center gap-1.5 text-running-fg">
          <TriangleAlert aria-hidden className="size-3.5" />
          {notes}
        </span>
      )}
    </p>
  )
}
