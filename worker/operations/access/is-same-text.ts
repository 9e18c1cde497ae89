/** In constant time for texts of one length, so that no answer's timing tells how much of a secret was right. */
export function isSameText(stored: string, shown: string): boolean {
  let difference = stored.length ^ shown.length
  for (let i = 0; i < shown.length; i += 1) difference |= stored.charCodeAt(i) ^ shown.charCodeAt(i)
  return difference === 0
}
