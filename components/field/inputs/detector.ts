/** What the browser offers to read codes (Shape Detection API); not in the types of TypeScript. */
type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = { new (options: { formats: string[] }): Detector; getSupportedFormats: () => Promise<string[]> }

/** Reads barcodes and QR codes; null where the browser can't, or there is no camera to ask for. */
export async function newDetector(): Promise<Detector | null> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass }
  if (!BarcodeDetector || !navigator.mediaDevices) return null
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => [])
  return formats.length > 0 ? new BarcodeDetector({ formats }) : null
}
