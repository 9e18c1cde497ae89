interface Failed {
  code: string
  values: Record<string, string | number | boolean | null>
}

/** Failures on one line: `DAILY_LIMIT (limit 10, used 10); OFFLINE (online false)`. */
export const failuresText = (failures: readonly Failed[]): string => failures.map(failureText).join('; ')

function failureText({ code, values }: Failed): string {
  const compared = Object.entries(values).map(([name, value]) => `${name} ${value ?? 'none'}`)
  return compared.length === 0 ? code : `${code} (${compared.join(', ')})`
}
