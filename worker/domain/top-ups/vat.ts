/**
 * The part of a gross amount (minor units) that is VAT, at a rate in hundredths of a percent, rounded down (D19, D20):
 * 20.00 of 120.00 at 20 %.
 */
export const vatOf = (grossMinor: number, vatBps: number): number =>
  grossMinor <= 0 ? 0 : Math.floor((grossMinor * vatBps) / (10_000 + vatBps))

/** What is credited of it. */
export const netOf = (grossMinor: number, vatBps: number): number => grossMinor - vatOf(grossMinor, vatBps)
