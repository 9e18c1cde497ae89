import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import { eligibilityCodes } from '../../contract/eligibility.ts'
import { preferencesSchema } from '../../contract/preferences.ts'
import { problemCodes } from '../../contract/problem.ts'
import { ProblemList } from '../../worker/http/docs/problem-list.tsx'

const root = resolve(import.meta.dirname, '../..')

const pages = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).sort()

const textOf = (page: string): string => readFileSync(join(root, page), 'utf8')

const proseOf = (page: string): string => textOf(page).replaceAll(/^(`{3,})[\s\S]*?^\1/gm, '')

const files = globSync('**', {
  cwd: root,
  exclude: (name) => /^(node_modules|dist|coverage|\.git|\.wrangler|\.baton)$/.test(name),
})

/** What a recipe tells its reader to write: it is not there. */
const toBeWritten = /\/(actions\/webhook|not-exclusive|text-lines|low-funds|channels\/x)\.ts$/

/** Made by a command, not kept in the repository. */
const made = /^(dist|\.dev\.vars|\.baton|\.wrangler)(\/|$)/

describe('every page of the docs', () => {
  it.each(pages)('promises that the links of %s lead somewhere', (page) => {
    const broken = linksOf(page).filter((link) => !leadsSomewhere(page, link))
    expect(broken).toEqual([])
  })

  it.each(pages)('promises that every file which %s names is there', (page) => {
    const missing = namedFiles(page).filter((name) => !isThere(name) && !toBeWritten.test(name) && !made.test(name))
    expect(missing).toEqual([])
  })

  it.each(pages)('promises that every command of %s is in package.json', (page) => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> }
    const commands = [...textOf(page).matchAll(/\bnpm (?:run ([a-z:-]+)|(start|test))\b/g)].map((at) => at[1] ?? at[2]!)
    expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([])
  })

  it.each(pages)('promises that %s names no machine, no registry and no real mailbox', (page) => {
    const text = textOf(page)
    expect(text).not.toMatch(/(^|[\s"'`(=])(~|\/(home|root|Users|tmp|work|opt|mnt|var|usr|etc))\//m)
    expect(text).not.toMatch(/[A-Z]:\\|file:\/\//)
    expect(text).not.toMatch(/\b(registry|npm|artifactory|nexus|verdaccio)\.[a-z0-9-]+\.[a-z]{2,}|\/npm\/|_authToken/i)
    const mailboxes = [...text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)].map((match) => match[1]!)
    expect(mailboxes.filter((domain) => !/(^|\.)example\.(com|org|net)$/.test(domain))).toEqual([])
  })

  it.each(pages)('promises that %s has one title and skips no level below it', (page) => {
    const levels = [...proseOf(page).matchAll(/^(#+) /gm)].map((match) => match[1]!.length)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([])
  })
})

/** A file each, named after its kind (house.test.ts). */
const jobKinds = files.flatMap((file) => /^worker\/jobs\/jobs\/([a-z-]+)\.ts$/.exec(file)?.[1] ?? [])

describe('what somebody may meet without knowing it', () => {
  const everything = pages.map(textOf).join('\n')
  const reference = renderToString(ProblemList())

  it.each(eligibilityCodes)('promises that the glossary explains the eligibility code %s', (code) => {
    expect(textOf('docs/glossary.md')).toMatch(new RegExp(`^\\| \`${code}\` \\| \\S`, 'm'))
  })

  it.each(Object.entries(problemCodes))('promises that /docs explains the problem %s', (code, [status, sentence]) => {
    expect(reference).toContain(`id="problem-${code}"`)
    const row = reference.split(`id="problem-${code}"`)[1]!.split('</tr>')[0]!
    expect(row).toContain(String(status))
    expect(row).toContain(sentence)
  })

  it.each(Object.keys(preferencesSchema.entries))('promises that the flows say what %s decides', (preference) => {
    expect(textOf('docs/flows.md')).toMatch(new RegExp(`^\\|[^|\\n]*\`${preference}\``, 'm'))
  })

  it.each(jobKinds)('promises that the flows name the job %s', (kind) => {
    expect(textOf('docs/flows.md')).toContain(`\`${kind}\``)
  })

  it('promises that no decision and no recipe is left unmentioned', () => {
    const told = pages.filter((page) => /^docs\/(decisions|recipes)\//.test(page))
    const linked = new Set(pages.flatMap((page) => linksOf(page).map((link) => target(page, link).file)))
    expect(told.filter((page) => !linked.has(page))).toEqual([])
    expect(told.length).toBeGreaterThan(0)
  })

  it('promises that decisions are numbered without gaps', () => {
    const numbers = pages.flatMap((page) => /^docs\/decisions\/(\d{4})-/.exec(page)?.[1] ?? [])
    expect(numbers).toEqual(numbers.map((_, i) => String(i + 1).padStart(4, '0')))
  })

  it('promises that no rule is named after a file which readers do not have', () => {
    expect(everything).not.toMatch(/\b(DOMAIN|ENGINE|STYLE|STACK)\.md/)
  })
})

/** Every relative link and image, as written. */
const linksOf = (page: string): string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)|<img [^>]*src="([^"]+)"/g)]
    .map((match) => match[1] ?? match[2]!)
    .filter((link) => !/^[a-z]+:/.test(link))

function target(page: string, link: string): { file: string; anchor: string } {
  const [path = '', anchor = ''] = link.split('#')
  return { file: path === '' ? page : relative(root, resolve(root, dirname(page), path)), anchor }
}

function leadsSomewhere(page: string, link: string): boolean {
  const { file, anchor } = target(page, link)
  if (!existsSync(join(root, file))) return false
  return anchor === '' || [...proseOf(file).matchAll(/^#+ (.+)$/gm)].some((heading) => slugOf(heading[1]!) === anchor)
}

/** The anchor that a heading gets where Markdown is shown. */
const slugOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

/** Names of files and folders in backticks: with a folder in front, or with an ending that only a file has. */
const namedFiles = (page: string): string[] =>
  [...proseOf(page).matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1]!)
    .filter((name) => /^\.?[\w-][\w.*-]*(\/[\w.*-]+)*\/?$/.test(name))
    .filter((name) => topFolders.has(name.split('/')[0]!) || /\.(tsx?|sql|css|toml|json|md|html|png)$/.test(name))

const topFolders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!))

/** By its path from the root, or by its end: a recipe may say `kinds/number.ts`. */
function isThere(name: string): boolean {
  if (name.includes('*')) return globSync(name, { cwd: root }).length > 0
  const path = name.replace(/\/$/, '')
  return existsSync(join(root, path)) || files.some((file) => file.endsWith(`/${path}`))
}
