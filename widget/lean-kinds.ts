import type { Plugin, Rolldown } from 'vite'

/**
 * What only the Worker asks of a kind of field: how a value reads in a form or an e-mail, an example of one, and the
 * attributes of its control, which are in the page already when the script takes it over.
 */
const askedByTheWorker = ['attributes', 'example', 'toForm', 'toText']

/** Leaves it out of the browser's scripts. A kind that uses such a function itself, to say what is wrong, keeps it. */
export const leanKinds = (): Plugin => ({
  name: 'lean-kinds',
  enforce: 'post',
  transform: {
    filter: { id: /\/contract\/fields\/(kinds\/[a-z-]+|as-typed)\.ts$/ },
    handler(code) {
      const left = askedByTheWorker.filter((name) => !code.includes(`.${name}(`))
      const cuts = this.parse(code).body.flatMap((statement) =>
        propertiesOf(statement).filter(({ name }) => left.includes(name)),
      )
      return cuts.reduceRight((text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^,/, ''), code)
    },
  },
})

type Statement = ReturnType<Rolldown.PluginContext['parse']>['body'][number]

/** The properties of an object that a module exports as a constant. */
function propertiesOf(statement: Statement): { name: string; start: number; end: number }[] {
  if (statement.type !== 'ExportNamedDeclaration' || statement.declaration?.type !== 'VariableDeclaration') return []
  return statement.declaration.declarations
    .flatMap(({ init }) => (init?.type === 'ObjectExpression' ? init.properties : []))
    .flatMap((property) =>
      property.type === 'Property' && property.key.type === 'Identifier'
        ? [{ name: property.key.name, start: property.start, end: property.end }]
        : [],
    )
}
