import { defineConfig } from 'vitest/config'
export default defineConfig({ resolve: { alias: { 'cloudflare:sockets': '/tmp/sockets.mjs' } }, oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } }, test: { include: ['test/unit/**/*.test.{ts,tsx}'] } })
