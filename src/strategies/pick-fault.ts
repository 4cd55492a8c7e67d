import type { Pool } from './strategy.js'

/**
 * What is wrong with what a strategy's `pick` returned, as the rest of a sentence; undefined where it is an available backend, or
 * -1 while there is none.
 */
export function pickFault(picked: unknown, { size, names, available }: Pool): string | undefined {
  if (typeof picked !== 'number' || !Number.isInteger(picked))
    return `picked ${describe(picked)}, where the index of a backend is due`
  if (picked === -1) {
    const free = available.indexOf(1)
    return free === -1
      ? undefined
      : `picked none (-1), though ${names[free]} is available (nothing is less than NaN: is one of its numbers NaN?)`
  }
  if (picked < 0 || picked >= size) return `picked ${picked}, where backends are 0 to ${size - 1}`
  return available[picked] === 1 ? undefined : `picked ${names[picked]} (${picked}), which is not available`
}

function describe(picked: unknown): string {
  if (picked instanceof Promise) {
    // It may be a rejected one, and nobody else is going to look at it.
    picked.catch(() => undefined)
    return 'a promise'
  }
  if (typeof picked === 'string') return JSON.stringify(picked)
  if (typeof picked === 'function') return 'a function'
  return typeof picked === 'object' && picked !== null ? 'an object' : String(picked)
}
