import type { BalancerSight, PoolState, SightChange } from '../model/sight.js'
import { windowMs } from '../model/sight.js'
import { FlightMeter } from './flight-meter.js'
import { blocks } from './pool.js'

/** Notes what a balancer does as time goes by: `BalancerSight`, in the making. */
export class BalancerLog {
  readonly #epochMs: number
  readonly #backends: number
  #tries: Float64Array
  /** One behind the last window in which something was sent. */
  #windows = 0
  readonly #changes: SightChange[] = []
  readonly #states: PoolState[]
  readonly #flights: FlightMeter
  #hearsEnds = false
  /** What the balancer takes the time to be, on its own clock, ms. */
  nowMs: number

  /** @param epochMs and startMs as in `BalancerOptions` */
  constructor(backends: number, epochMs: number, startMs: number) {
    this.#backends = backends
    this.#epochMs = epochMs
    this.nowMs = startMs
    this.#states = new Array<PoolState>(backends).fill('in')
    this.#tries = new Float64Array(64 * backends)
    this.#flights = new FlightMeter(backends)
  }

  /** A try goes there now. */
  tried(backend: number): void {
    this.#flights.sent(backend, this.nowMs - this.#epochMs)
    const window = Math.floor((this.nowMs - this.#epochMs) / windowMs)
    if (window < 0) return
    const at = window * this.#backends + backend
    if (at >= this.#tries.length) this.#grow(at)
    this.#tries[at]!++
    if (window >= this.#windows) this.#windows = window + 1
  }

  /** A try that went there ended, now and however. */
  ended(backend: number): void {
    this.#hearsEnds = true
    this.#flights.ended(backend, this.nowMs - this.#epochMs)
  }

  /** @param blocked what blocks it now, `blocks` */
  changed(backend: number, blocked: number): void {
    const state = stateOf(blocked)
    if (state === this.#states[backend]) return
    this.#states[backend] = state
    this.#changes.push({ atMs: this.nowMs - this.#epochMs, backend, state })
  }

  sight(): BalancerSight {
    const windows = Math.max(this.#windows, Math.ceil((this.nowMs - this.#epochMs) / windowMs))
    return {
      tries: this.#tries.slice(0, this.#windows * this.#backends),
      ...(this.#hearsEnds && { inFlight: this.#flights.means(windows, this.nowMs - this.#epochMs) }),
      changes: [...this.#changes],
    }
  }

  #grow(at: number): void {
    const longer = new Float64Array(Math.max(2 * this.#tries.length, at + this.#backends))
    longer.set(this.#tries)
    this.#tries = longer
  }
}

/** Who is out for several reasons is out by the operator's will first. */
function stateOf(blocked: number): PoolState {
  if ((blocked & (blocks.left | blocks.down)) !== 0) return 'left'
  if ((blocked & blocks.draining) !== 0) return 'draining'
  if ((blocked & blocks.unhealthy) !== 0) return 'unhealthy'
  if ((blocked & blocks.ejected) !== 0) return 'ejected'
  return (blocked & blocks.banned) !== 0 ? 'banned' : 'in'
}
