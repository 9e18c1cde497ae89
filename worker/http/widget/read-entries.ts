import type { Entries } from '../../capture/channels/form.ts'
import { Problem } from '../../problem.ts'
import { readBytes } from '../read-bytes.ts'

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
