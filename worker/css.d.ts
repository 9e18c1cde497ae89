/** Style sheets are bundled as text (wrangler.toml, rules): pages carry their own. */
declare module '*.css' {
  const text: string
  export default text
}
