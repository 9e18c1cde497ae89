import { Problem } from '../problem.ts'

const mostTries = 5

/**
 * Does again what lost a race and can simply be repeated: a create whose number somebody else took in between, or a
 * change that does not depend on what the thing was. Every attempt reads afresh; none writes half.
 */
export async function retryOnRace<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries === mostTries || !(error instanceof Problem) || error.code !== 'VERSION_CONFLICT') throw error
    }
  }
}
