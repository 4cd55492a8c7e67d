import { type IncidentKind, incidentKinds } from '../../model/incident.js'
import { formatDuration } from '../../units.js'
import { timeOf } from '../moment.js'
import type { Path, Report } from '../problems.js'
import type { FaultKeys } from './fault-keys.js'

/** One entry of `faults:` that says what it should, at times that are within the run. */
export interface Fault {
  readonly kind: IncidentKind
  /** From the start of measuring; of a `join` both are `at`. */
  readonly fromMs: number
  readonly toMs: number
  /** Whether somebody wrote when it is over: else it never is, and `toMs` is the end of the run. */
  readonly ends: boolean
  readonly keys: FaultKeys
  /** Of the entry in the document. */
  readonly path: Path
}

type Key = keyof FaultKeys

/** What each kind is made of, besides its `name` and the key that says what happens. */
const parts: Readonly<Record<IncidentKind, { readonly needs: readonly Key[]; readonly takes: readonly Key[] }>> = {
  crash: { needs: ['backends', 'from'], takes: ['to'] },
  freeze: { needs: ['backends', 'from'], takes: ['to'] },
  slow: { needs: ['backends', 'from'], takes: ['to'] },
  errors: { needs: ['backends', 'from'], takes: ['to', 'status', 'ramp'] },
  flap: { needs: ['backends', 'from'], takes: ['to'] },
  join: { needs: ['backends', 'at'], takes: [] },
  deploy: { needs: ['backends', 'from'], takes: ['to'] },
  surge: { needs: ['from'], takes: ['to'] },
  hot: { needs: ['from'], takes: ['to'] },
}

const effects = ['do', 'slow', 'errors', 'flap', 'deploy', 'surge', 'hot'] as const

/** What an entry says; undefined where it is refused, with a report at the key that is wrong. */
export function faultOf(
  keys: FaultKeys,
  { path, durationMs, report }: { readonly path: Path; readonly durationMs: number; readonly report: Report },
): Fault | undefined {
  let sound = true
  const refuse: Report = (where, message, at) => {
    sound = false
    report([...path, ...where], message, at)
  }
  const kind = kindOf(keys, refuse)
  if (kind !== undefined) checkKeys(kind, keys, refuse)
  if (kind === undefined || !sound) return undefined
  const times = timesOf(keys, durationMs, refuse)
  return sound ? { kind, ...times, keys, path } : undefined
}

function kindOf(keys: FaultKeys, refuse: Report): IncidentKind | undefined {
  const [effect, second] = effects.filter(key => keys[key] !== undefined)
  if (effect === undefined) refuse([], 'expected one of "do", "slow", "errors", "flap", "deploy", "surge" or "hot"')
  else if (second !== undefined)
    refuse([second], `"${effect}" and "${second}" are two faults; write an entry each`, 'key')
  else return effect === 'do' ? keys.do : effect
  return undefined
}

function checkKeys(kind: IncidentKind, keys: FaultKeys, refuse: Report): void {
  const { needs, takes } = parts[kind]
  const known: readonly string[] = ['name', 'do', ...incidentKinds, ...needs, ...takes]
  for (const key of Object.keys(keys) as Key[]) {
    if (keys[key] === undefined || known.includes(key)) continue
    const list = [...needs, ...takes].map(each => `"${each}"`).join(', ')
    refuse([key], `"${key}" does not belong to ${described[kind]}, which takes ${list}`, 'key')
  }
  for (const key of needs) if (keys[key] === undefined) refuse([], `missing key "${key}"; ${wanted[key]}`)
}

const wanted: Partial<Record<Key, string>> = {
  backends: 'expected whom it befalls, such as b4, [b1, b2], 50% or all',
  from: 'expected when it begins, such as 2s or 25%',
  at: 'expected when it joins, such as 2s or 25%',
}

/** Kinds as they stand in a sentence. */
export const described: Readonly<Record<IncidentKind, string>> = {
  crash: 'a crash',
  freeze: 'a freeze',
  slow: 'a slow stretch',
  errors: 'errors',
  flap: 'flapping',
  join: 'a join',
  deploy: 'a deploy',
  surge: 'a surge',
  hot: 'a hot client',
}

function timesOf({ from, to, at, ramp }: FaultKeys, durationMs: number, refuse: Report) {
  const fromMs = timeOf((at ?? from)!, durationMs)
  const toMs = at ? fromMs : to ? timeOf(to, durationMs) : durationMs
  const lasts = `the end of the run, which lasts ${formatDuration(durationMs)}`
  if (fromMs >= durationMs) refuse([at ? 'at' : 'from'], `expected a time before ${lasts}`)
  else if (toMs > durationMs) refuse(['to'], `expected a time up to ${lasts}; without "to" it is never over`)
  else if (to && toMs <= fromMs) refuse(['to'], 'expected a time after "from"')
  else if (ramp !== undefined && ramp > toMs - fromMs)
    refuse(['ramp'], `expected at most ${formatDuration(toMs - fromMs)}, as long as the errors last`)
  return { fromMs, toMs, ends: at !== undefined || to !== undefined }
}
