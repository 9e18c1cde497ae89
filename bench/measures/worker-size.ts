import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { complaint, runTool } from '../../scripts/command.ts'
import { publicFolder } from '../widget.ts'

/** Bytes of the Worker as wrangler would upload it, minified, gzip. Nothing is uploaded. */
export async function measureWorkerSize(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'))
  const args = ['deploy', '--dry-run', '--minify', '--outdir', folder, '--assets', publicFolder]
  const ran = await runTool('wrangler', args)
  if (ran.code !== 0) throw new Error(['The Worker could not be built.', ...complaint(ran)].join('\n'))
  const modules = (await readdir(folder)).filter((name) => !name.endsWith('.map') && !name.endsWith('.md'))
  const sizes = await Promise.all(modules.map(async (name) => gzipSync(await readFile(join(folder, name))).length))
  await rm(folder, { recursive: true })
  return sizes.reduce((sum, size) => sum + size, 0)
}
