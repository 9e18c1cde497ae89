import { takeOver } from './take-over.tsx'

takeOver(JSON.parse(document.querySelector('#view')!.textContent!))
