import type { Results } from '../results/results.js'

/**
 * Candidates that were asked for and have no results, each with why. Who was refused or stopped is told; who had no turn before the
 * run ended only shows in the command, so that none is named where the command names none.
 */
export function withoutData(results: Results): { readonly candidate: string; readonly why: string }[] {
  const { candidates, refused, stopped, complete, environment } = results
  const measured = candidates.map(({ id }) => id)
  const gone = [
    ...refused.map(({ candidate }) => ({ candidate, why: 'refused' })),
    ...stopped.map(({ candidate }) => ({ candidate, why: 'stopped' })),
  ]
  const known = [...measured, ...gone.map(({ candidate }) => candidate)]
  const late = complete ? [] : asked(environment.command).filter(name => !known.some(id => isOf(id, name)))
  return [...gone, ...late.map(candidate => ({ candidate, why: 'no turn' }))]
}

/** The list of `--strategies`, quoted or not. */
function asked(command: string): string[] {
  const [, quoted, plain] = /\s(?:--strategies|-s)[ =](?:'([^']*)'|(\S+))/.exec(command) ?? []
  return (quoted ?? plain ?? '').split(',').filter(name => name !== '')
}

/** An id may say the engine before the strategy, or only the strategy. */
const isOf = (id: string, name: string): boolean => id === name || id.endsWith(`:${name}`) || name.endsWith(`:${id}`)
