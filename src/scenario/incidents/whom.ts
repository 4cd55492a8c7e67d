import { nearest } from '../../nearest.js'
import type { Report } from '../problems.js'
import type { Whom } from './fault-keys.js'

/**
 * Backends by number, ascending. A share takes the last of the list, rounded and at least one: a zone is easily written as
 * half of a fleet. Refused, with a report below "backends": who is not there, and a share of nobody.
 */
export function backendsOf(whom: Whom, names: readonly string[], report: Report): number[] {
  const everybody = [...names.keys()]
  if (whom === 'all') return everybody
  if ('share' in whom) {
    if (whom.share === 0) report([], 'expected a share above 0%, for this befalls nobody')
    return everybody.slice(names.length - Math.max(1, Math.round(whom.share * names.length)))
  }
  const written = 'name' in whom ? [whom.name] : whom.names
  const numbers = written.map((name, i) => {
    const number = names.indexOf(name)
    if (number === -1) report('name' in whom ? [] : [i], `there is no backend "${name}"; ${guess(name, names)}`)
    return number
  })
  return [...new Set(numbers)].sort((a, b) => a - b)
}

function guess(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  return near
    ? `did you mean "${near}"?`
    : `there are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', ...' : ''}`
}
