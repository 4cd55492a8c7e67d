import { randomStream } from '../../src/model/random.js'
import type { Results } from '../../src/results/results.js'
import { meanInterval } from '../../src/stats/interval.js'
import { normal } from '../results/synthetic.js'
import { made } from './runs.js'

/** A crash of b1, detected about so late, and back after twice as long. */
export interface Drilled {
  readonly detectionMs: number
  readonly seed?: number
  /** Nobody saw the end of the detection, in any round. */
  readonly open?: boolean
}

/** Six rounds of `virtual:lc` in virtual time. */
export function drilled({ detectionMs, seed = 0, open = false }: Drilled): Results {
  const base = made({ factors: { 'virtual:lc': 1 }, seed })
  const random = randomStream(seed, 'crashes')
  const [lc] = base.candidates
  const rounds = lc!.rounds.map(round => {
    const detection = detectionMs + 20 * normal(random)
    const metrics = { ...nothing, detectionMs: detection, recoveryMs: 2 * detection, hurt: Math.round(detection / 10) }
    const atLeast = open ? (['detectionMs'] as const) : []
    return { ...round, incidents: [{ incident: 'crash', metrics, atLeast, twin: null }] }
  })
  const over = (name: 'detectionMs' | 'recoveryMs' | 'hurt') =>
    meanInterval(rounds.map(({ incidents }) => incidents[0]!.metrics[name]))
  const incident = {
    name: 'crash',
    kind: 'crash' as const,
    fromMs: 2000,
    toMs: 5000,
    backends: ['b1'],
    metrics: { ...nothing, detectionMs: over('detectionMs'), recoveryMs: over('recoveryMs'), hurt: over('hurt') },
    atLeast: { detectionMs: open ? rounds.length : 0, recoveryMs: 0 },
  }
  return { ...base, candidates: [{ ...lc!, rounds, incidents: [incident] }] }
}

const nothing = {
  clientsHurt: null,
  overshoot: null,
  wrongEjections: null,
  lostSessions: null,
  retriesSpent: null,
}
