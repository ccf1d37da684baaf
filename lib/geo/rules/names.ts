/** A name of a place as it is compared: small letters without accents, hyphens and apostrophes, St. written out. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\bste\b/g, 'sainte')
    .trim()
}

/** The forms in which a name may stand on an envelope: `Brussel (Ukkel)` is Ukkel too, `St-Niklaas` is Sint-Niklaas. */
export function namesOf(written: string): string[] {
  const inside = [...written.matchAll(/\(([^)]*)\)/g)].map(([, name]) => name ?? '')
  const outside = written.replace(/\([^)]*\)/g, ' ')
  const forms = [written.replace(/[()]/g, ' '), ...inside, outside, ...written.split('/')].flatMap((form) => {
    const plain = plainName(form)
    // Dutch writes Sint, French Saint; both shorten it.
    return /\bst\b/.test(plain) ? [plain.replace(/\bst\b/g, 'sint'), plain.replace(/\bst\b/g, 'saint')] : [plain]
  })
  return [...new Set(forms)].filter((form) => form.length > 1)
}
