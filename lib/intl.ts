/** Making a formatter takes a hundred times as long as using it; a process sees few languages, zones and shapes. */
function remembered<Format, Options>(make: (locale: string, options: Options) => Format) {
  const made = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = locale + JSON.stringify(options)
    let format = made.get(key)
    if (!format) {
      if (made.size > 500) made.clear()
      format = make(locale, options)
      made.set(key, format)
    }
    return format
  }
}

/** `new Intl.DateTimeFormat(locale, options)`, made once. */
export const dateFormat = remembered(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/** `new Intl.NumberFormat(locale, options)`, made once. */
export const numberFormat = remembered(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
