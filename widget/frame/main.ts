import { tell, tellHeight } from './host.ts'
import { takeOver } from './take-over.tsx'

const form = document.querySelector('form')

tellHeight()
tell({ baton: 'ready' })
if (form) takeOver(form, JSON.parse(document.querySelector('#view')!.textContent!))
else tell({ baton: 'sent' })
