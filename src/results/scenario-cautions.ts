import { endOfBefore, leastBeforeMs } from '../drill/before.js'
import { startsDown } from '../model/faults.js'
import type { Scenario } from '../scenario/scenario.js'
import { formatDuration } from '../units.js'
import type { Warning } from './results.js'

/** What a scenario says by itself that its numbers will lack, whoever balances: it can be told before anything runs. */
export function scenarioCautions(scenario: Scenario): Warning[] {
  const found = [shortBefore(scenario), shortWarmUp(scenario)].filter(each => each !== undefined)
  return found.map(each => ({ ...each, level: 'caution', candidate: null, round: null }))
}

type Caution = Pick<Warning, 'code' | 'message'>

/** What incidents did is a difference to what was normal. */
function shortBefore({ incidents = [] }: Scenario): Caution | undefined {
  if (incidents.length === 0 || endOfBefore(incidents) !== null) return undefined
  const first = incidents.reduce((earliest, one) => (one.fromMs < earliest.fromMs ? one : earliest))
  const when = first.fromMs === 0 ? 'with the measuring' : `${formatDuration(first.fromMs)} after measuring does`
  const message = `${first.name} begins ${when}, and what is normal takes ${formatDuration(leastBeforeMs)} before the first incident to tell: recovery, hurt and retries of no incident can be told; let it begin at 2s or later`
  return { code: 'short-before', message }
}

/** While a backend is cold requests queue up, and it takes about as long again until they are gone. */
function shortWarmUp({ backends, run }: Scenario): Caution | undefined {
  // A real server starts as it starts, and who joins later is cold on purpose.
  const cold = run.backendKind === undefined ? backends.filter(spec => !startsDown(spec)) : []
  const coldMs = Math.max(0, ...cold.map(({ slowStart }) => slowStart?.forMs ?? 0))
  if (run.warmupMs >= 2 * coldMs) return undefined
  const warmup = run.warmupMs === 0 ? 'there is no warm-up' : `the warm-up lasts ${formatDuration(run.warmupMs)}`
  const message = `${warmup}, and backends are cold for ${formatDuration(coldMs)}: what is measured begins with that, or with the queues of it; a warm-up of ${formatDuration(2 * coldMs)} leaves them behind`
  return { code: 'short-warmup', message }
}
