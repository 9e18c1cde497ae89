import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => name.replace(/\.tsx?$/, ''))
    .sort()

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))

/** Lists that grow: a file each, and a line in the list. */
const lists: [list: string, folder: string][] = [
  ['contract/fields/kinds.ts', 'contract/fields/kinds'],
  ['worker/domain/eligibility/criteria.ts', 'worker/domain/eligibility/criteria'],
  ['worker/domain/filters/operators.ts', 'worker/domain/filters/operators'],
  ['worker/capture/channels.ts', 'worker/capture/channels'],
  ['worker/domain/routing/methods.ts', 'worker/domain/routing/methods'],
  ['worker/delivery/formats.ts', 'worker/delivery/formats'],
  ['worker/delivery/mapping/transforms.ts', 'worker/delivery/mapping/transforms'],
  ['worker/delivery/answers/readers.ts', 'worker/delivery/answers/readers'],
  ['worker/domain/webhooks/formats.ts', 'worker/domain/webhooks/formats'],
  ['worker/notices/notices.ts', 'worker/notices/notices'],
  ['worker/jobs/jobs.ts', 'worker/jobs/jobs'],
  ['worker/operations/automations/actions.ts', 'worker/operations/automations/actions'],
]

describe('every list of the house', () => {
  it.each(lists)('promises that %s lists every file of %s, and nothing else', (list, folder) => {
    const text = readFileSync(join(root, list), 'utf8')
    const listed = [...text.matchAll(/from '\.\/[a-z-]+\/([a-z0-9-]+)\.ts'/g)].map((match) => match[1]!)
    expect(listed.sort()).toEqual(filesIn(folder))
  })
})

/** Which rooms a room may look into (docs/map.md). Arrows point down only. */
const rooms: [room: string, may: string[]][] = [
  ['contract', ['contract']],
  ['db', ['db', 'contract']],
  ['worker/domain', ['worker/domain', 'contract']],
  ['worker/capture', ['worker/capture', 'worker/domain', 'contract']],
  ['worker/outside', ['worker/outside', 'worker/env.ts', 'worker/log-fault.ts', 'contract']],
  [
    'worker/delivery',
    ['worker/delivery', 'worker/outside', 'worker/domain', 'worker/env.ts', 'worker/log-fault.ts', 'contract'],
  ],
  ['worker/notices', ['worker/notices', 'worker/domain', 'contract']],
  [
    'worker/operations',
    [
      'worker/operations',
      'worker/capture',
      'worker/delivery',
      'worker/notices',
      'worker/outside',
      'worker/domain',
      'worker/context.ts',
      'worker/problem.ts',
      'worker/env.ts',
      'worker/log-fault.ts',
      'db',
      'contract',
    ],
  ],
  [
    'worker/jobs',
    [
      'worker/jobs',
      'worker/operations',
      'worker/notices',
      'worker/context.ts',
      'worker/log-fault.ts',
      'db',
      'contract',
    ],
  ],
  ['widget', ['widget', 'contract']],
]

describe('the arrows between the rooms', () => {
  it.each(rooms)('promises that %s looks only into the rooms below it', (room, may) => {
    const wrong = sources(room).flatMap((file) =>
      importsOf(file)
        .filter((target) => !may.some((allowed) => target === allowed || target.startsWith(`${allowed}/`)))
        .map((target) => `${file} -> ${target}`),
    )
    expect(wrong).toEqual([])
  })

  it('promises that the domain is pure: no await, clock, randomness or network', () => {
    const impure = sources('worker/domain').filter((file) =>
      /\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random|\bfetch\(|crypto\./.test(withoutComments(file)),
    )
    expect(impure).toEqual([])
  })

  it('promises that only worker/outside calls out', () => {
    const callers = sources('worker').filter((file) =>
      /\bfetch\(|cloudflare:sockets|nodemailer/.test(withoutComments(file)),
    )
    expect(
      callers.filter(
        (file) =>
          !file.startsWith('worker/outside/') &&
          !/worker\/(index|app)\.ts|ASSETS\.fetch/.test(file) &&
          !usesAssetsOnly(file),
      ),
    ).toEqual([])
  })

  it('promises that there are no barrels and no drawers', () => {
    const odd = ['contract', 'db', 'worker', 'widget', 'test', 'bench', 'scripts']
      .flatMap(sources)
      .filter(
        (file) =>
          /(^|\/)(utils?|helpers?|misc|common)\.tsx?$/.test(file) ||
          (/\/index\.ts$/.test(file) && file !== 'worker/index.ts'),
      )
    expect(odd).toEqual([])
  })
})

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, resolve(root, dirname(file), match[1]!)),
  )
}

const withoutComments = (file: string): string =>
  readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')

const usesAssetsOnly = (file: string): boolean =>
  [...withoutComments(file).matchAll(/(\S*)\bfetch\(/g)].every((match) => match[1]!.endsWith('ASSETS.')) &&
  !/cloudflare:sockets|nodemailer/.test(withoutComments(file))
