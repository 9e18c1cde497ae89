import { fileURLToPath } from 'node:url'
import { type BuildEnvironmentOptions, defineConfig, type Plugin } from 'vite'
import { leanKinds } from './lean-kinds.ts'

/**
 * Three scripts into dist/public, where the Worker serves them from. w.js is for host pages: a classic script, so that
 * it can see its own tag. frame.js is for the form's own page; frame-usual.js is the same without the rarer kinds.
 */
export default defineConfig({
  root: pathTo('.'),
  publicDir: false,
  plugins: [usualKinds(), leanKinds()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    client: { consumer: 'client', build: script('loader/loader.ts', { name: 'w.js', format: 'iife' }) },
    frame: { consumer: 'client', build: script('frame/main.ts', { name: 'frame.js', format: 'es' }) },
    usual: { consumer: 'client', build: script('frame/main.ts', { name: 'frame-usual.js', format: 'es' }) },
  },
  builder: {
    async buildApp({ build, environments }) {
      for (const environment of Object.values(environments)) await build(environment)
    },
  },
})

function script(entry: string, { name, format }: { name: string; format: 'es' | 'iife' }): BuildEnvironmentOptions {
  return {
    target: 'es2022',
    outDir: pathTo('../dist/public'),
    // The first of the three makes room.
    emptyOutDir: name === 'w.js',
    modulePreload: false,
    rolldownOptions: { input: pathTo(entry), output: { format, entryFileNames: name } },
  }
}

function usualKinds(): Plugin {
  return {
    name: 'usual-kinds',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'usual',
    resolveId: (source) => (source.endsWith('/kinds.ts') ? pathTo('frame/usual-kinds.ts') : undefined),
  }
}

function pathTo(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url))
}
