import { didYouMean } from '../../nearest.js'

/** A key of the scenario that may be varied. */
export interface KnownKey {
  /** The whole path; a list's entry by its number from 0, or all backends without one. */
  readonly path: string
}

/** What begins so is about the run or the report, not about what is tried. */
const fixed = ['name', 'description', 'gates', 'run.rounds', 'run.isolation', 'run.realtime', 'run.backendKind']

/** In front of what is typed; the first that makes a known path counts. */
const prefixes = ['', 'balancer.']

/**
 * The path that a person means: itself, or one of the balancer's ("retries" is "balancer.retries"); of health checks also
 * without `active` ("health.fall" is "balancer.health.active.fall"). A sentence where there is none.
 */
export function findKey(typed: string, known: readonly string[]): KnownKey | string {
  const all = new Set(known)
  const found = readings(typed).find(path => all.has(withoutNumbers(path)) && numbersFit(path))
  if (found === undefined)
    return `the scenario has no key "${typed}"${didYouMean(typed, [...shortNames(known), ...known])}`
  const isFixed = fixed.some(start => found === start || found.startsWith(`${start}.`))
  return isFixed ? `${found} is nothing to be varied` : { path: found }
}

function readings(typed: string): string[] {
  const check = /^health\.(.+)$/.exec(typed)
  const plain = prefixes.map(prefix => prefix + typed)
  return check === null ? plain : [...plain, `balancer.health.active.${check[1]}`]
}

const withoutNumbers = (path: string): string =>
  path
    .split('.')
    .filter(part => !/^\d+$/.test(part))
    .join('.')

/** Lists are those of backends, faults, changes and the like: a number follows one of them, and only there. */
function numbersFit(path: string): boolean {
  const parts = path.split('.')
  const after = parts.filter((_, i) => /^\d+$/.test(parts[i + 1] ?? ''))
  const faults = parts.indexOf('faults')
  return after.every(part => lists.includes(part)) && (faults === -1 || /^\d+$/.test(parts[faults + 1] ?? ''))
}

const lists = ['backends', 'faults', 'changes', 'requests', 'steps', 'schedule']

/** As one may type them, for a hint. */
export function shortNames(known: readonly string[]): string[] {
  return known.flatMap(path => {
    const active = /^balancer\.health\.active\.(.+)$/.exec(path)
    if (active !== null) return [`health.${active[1]}`]
    return path.startsWith('balancer.') ? [path.slice('balancer.'.length)] : []
  })
}
