type Place = {
  street: string
  houseNumber: string
  postalCode: string
  city: string
  country: string
  latitude: number | null
  longitude: number | null
}

/** The route button's address: the phone's own choice of map on Android, Apple's on an iPhone, else a map in the browser. */
export function mapHref(place: Place, userAgent: string): string {
  const address = encodeURIComponent(
    [`${place.street} ${place.houseNumber}`, `${place.postalCode} ${place.city}`, place.country]
      .map((part) => part.trim())
      .filter(Boolean)
      .join(', '),
  )
  const point = place.latitude !== null && place.longitude !== null ? `${place.latitude},${place.longitude}` : null
  if (/android/i.test(userAgent)) return `geo:${point ?? '0,0'}?q=${point ? `${point}(${address})` : address}`
  if (/iphone|ipad/i.test(userAgent)) return `https://maps.apple.com/?daddr=${point ?? address}`
  return `https://www.google.com/maps/dir/?api=1&destination=${point ?? address}`
}

/** A place on a map: the phone's own choice of map on Android, Apple's on an iPhone, else a map in the browser. */
export function pointHref({ latitude, longitude }: { latitude: number; longitude: number }, userAgent: string): string {
  const point = `${latitude},${longitude}`
  if (/android/i.test(userAgent)) return `geo:${point}?q=${point}`
  if (/iphone|ipad/i.test(userAgent)) return `https://maps.apple.com/?ll=${point}&q=${point}`
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`
}
