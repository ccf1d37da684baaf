import { Document, Page, Text } from '@react-pdf/renderer'

/** Printable signs of Latin languages, and the punctuation of documents. */
const signs = `${Array.from({ length: 0x17f - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index))
  .filter((sign) => !/[\u007f-\u00a0\u00ad]/.test(sign))
  .join(' ')} – — ‘ ’ “ ” • … € ≤ ≥ → ✓ 0123456789`

/**
 * Every sign once, in each weight, with and without digits of one width; drawn before the first document and thrown away.
 * A font of the renderer keeps for good what it first took a shape for. One that it first meets as a part of another (the
 * point in ":", the e in "é") it takes for nothing, and copying "€ 1.222,10" from any later PDF would give "€ 1+222,10".
 */
export function Alphabet() {
  return (
    <Document>
      <Page style={{ fontFamily: 'Inter' }}>
        {[400, 600].flatMap((fontWeight) =>
          [['tnum'], []].map((fontFeatureSettings) => (
            <Text key={`${fontWeight} ${fontFeatureSettings}`} style={{ fontWeight, fontFeatureSettings }}>
              {signs}
            </Text>
          )),
        )}
      </Page>
    </Document>
  )
}
