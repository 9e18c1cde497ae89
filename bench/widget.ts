import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createBuilder } from 'vite'

/** Where the bench's Worker serves the widget from (bench/house.ts): not where `npm start` does. */
export const publicFolder = fileURLToPath(new URL('../dist/bench/public', import.meta.url))

/** Builds the widget from its sources, as `npm run build` does. */
export async function buildWidget(): Promise<void> {
  await rm(publicFolder, { recursive: true, force: true })
  const builder = await createBuilder({
    configFile: fileURLToPath(new URL('../widget/vite.config.ts', import.meta.url)),
    logLevel: 'warn',
    plugins: [{ name: 'bench-folder', configEnvironment: () => ({ build: { outDir: publicFolder } }) }],
  })
  await builder.buildApp()
}
