import regular from '@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'
import bold from '@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'
import { Font } from '@react-pdf/renderer'

/**
 * Inter, whole and inside the worker's bundle: a PDF needs neither network nor a font on the machine, and €, ≥ and ő are
 * there. A word is never broken: "onderhouds-" at a line's end helps nobody.
 */
export function registerFonts(): void {
  Font.register({
    family: 'Inter',
    fonts: [
      { src: regular, fontWeight: 400 },
      { src: bold, fontWeight: 600 },
    ],
  })
  Font.registerHyphenationCallback((word) => [word])
}
