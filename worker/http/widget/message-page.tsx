import { documentResponse, embedOf } from './document.tsx'

const messages = {
  closed: [404, 'This form is closed', 'It takes no requests any more. Please contact the website that you came from.'],
  paused: [
    403,
    'This form is closed for now',
    'It takes no requests at the moment. Please contact the website that you came from.',
  ],
  foreign: [403, 'This form was sent from somewhere else', 'It may not be used from that website. Nothing was sent.'],
} as const

/** A page that only says something; it holds nothing to protect, so any website may frame it. */
export function messagePage(kind: keyof typeof messages, url: URL): Promise<Response> {
  const [status, title, text] = messages[kind]
  return documentResponse({
    status,
    title,
    language: 'en',
    embed: embedOf(url),
    ancestors: ['*'],
    children: (
      <>
        <h1>{title}</h1>
        <p class="intro">{text}</p>
      </>
    ),
  })
}
