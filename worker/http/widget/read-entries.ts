import { Problem } from '../../problem.ts'
import { readBytes } from '../read-bytes.ts'

/** What a web form sent, in its order: texts, and files where somebody put one. */
export type Entries = [string, unknown][]

const bodyLimit = 64 * 1024

/** The body of a form, URL-encoded or multipart. */
export async function readEntries(request: Request): Promise<Entries> {
  const contentType = request.headers.get('Content-Type') ?? ''
  const bytes = await readBytes(request, bodyLimit)
  const form = await new Response(bytes, { headers: { 'Content-Type': contentType } }).formData().catch(() => {
    throw new Problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'Send a form, URL-encoded or multipart, in UTF-8.' })
  })
  return [...form]
}
