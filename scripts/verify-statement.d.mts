/** What scripts/verify-statement.mjs gives to tests. It stays plain JavaScript, so that anybody can run it as it is. */
export function checkStatement(
  statement: unknown,
  options?: { keys?: readonly { id: string; publicKey: string }[] | null; after?: unknown },
): string[]
