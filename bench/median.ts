/** The middle of some measurements, or another quantile of them: 0.99 is the one that 99 % do not exceed. */
export function median(values: readonly number[], quantile = 0.5): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))]!
}
