import { escapeHtml } from '../../domain/template/escape-html.ts'
import type { Letter, Line } from './letter.ts'

/**
 * The message as HTML. Mail programs read little CSS and no style sheets: a table, inline styles, nothing from outside.
 * `<bdi>` keeps a value that is written right to left from rearranging what stands beside it.
 */
export function letterHtml({ subject, greeting, remark, fields, facts }: Letter): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f3f4f6">
<div style="max-width:560px;margin:0 auto;padding:28px;background:#fff;border:1px solid #e5e7eb;border-radius:8px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#111827">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(greeting)}</h1>
${remark === null ? '' : `<p style="margin:0 0 16px;color:#4b5563">${escapeHtml(remark)}</p>\n`}${table(fields, '16px')}
<hr style="margin:20px 0;border:0;border-top:1px solid #e5e7eb">
${table(facts, '14px')}
</div>
</body>
</html>
`
}

const table = (lines: Line[], fontSize: string): string =>
  `<table cellpadding="0" cellspacing="0" style="width:100%;border-collapse:collapse;font-size:${fontSize}">
${lines.map(row).join('\n')}
</table>`

const row = ({ label, text, href }: Line): string =>
  `<tr><th scope="row" align="left" valign="top" style="width:38%;padding:5px 16px 5px 0;font-weight:normal;color:#4b5563">${escapeHtml(label)}</th>` +
  `<td valign="top" style="padding:5px 0;overflow-wrap:anywhere"><bdi>${link(lines(text), href)}</bdi></td></tr>`

const link = (text: string, href: string | null): string =>
  href === null ? text : `<a href="${escapeHtml(href)}" style="color:#1d4ed8">${text}</a>`

const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>')
