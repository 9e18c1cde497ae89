/** What we use of mustache: its parser. Filling in is our own, because ours knows no objects (domain/template). */
declare module 'mustache' {
  /** [type, what it says, where it starts, where it ends, tokens inside a section] */
  export type Token = [type: string, value: string, start: number, end: number, inside?: Token[]]

  export default Mustache
  const Mustache: {
    Writer: new () => {
      /** undefined: nothing that was parsed is kept. */
      templateCache: undefined
      /** Throws an Error where a tag or section is not closed. */
      parse(template: string): Token[]
    }
  }
}
