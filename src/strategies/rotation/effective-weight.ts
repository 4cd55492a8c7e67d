import type { Outcome, Pool } from '../strategy.js'

/**
 * nginx's effective weight: what a backend is credited a turn. A failure lowers it by the weight over `max_fails`, each
 * further turn gives back a weight of 1, up to the weight. All in the units of `Pool.weight`.
 *
 * nginx has no weights that change; here a backend stays as far below its weight as it was, and not below 0.
 *
 * Source: nginx src/http/ngx_http_upstream_round_robin.c
 */
export function loweredByFailure({ weight, weightScale, maxFails }: Pool, backend: number, effective: number): number {
  // Whole weights, as nginx divides them; a part of one, during slow start, counts as a whole one.
  const lost = Math.floor(Math.ceil(weight[backend] / weightScale) / maxFails[backend]) * weightScale
  return Math.max(0, effective - lost)
}

/** What a backend below its weight is credited next. */
export function recovered({ weight, weightScale }: Pool, backend: number, effective: number): number {
  return Math.min(weight[backend], effective + weightScale)
}

/** The effective weight after the weight changed by that much. */
export function reweighed(effective: number, difference: number): number {
  return Math.max(0, effective + difference)
}

/** Those of all backends, which follow what `Chooser.answered` and `Chooser.changed` tell. */
interface EffectiveWeights {
  /** To be written where a backend recovers. */
  readonly values: Float64Array
  answered(backend: number, outcome: Outcome): void
  changed(backend: number): void
}

/** All begin at their weight. */
export function effectiveWeights(pool: Pool): EffectiveWeights {
  const { weight, maxFails } = pool
  const values = Float64Array.from(weight)
  const known = Int32Array.from(weight)
  return {
    values,
    answered(backend, { failed }) {
      if (failed && maxFails[backend] > 0) values[backend] = loweredByFailure(pool, backend, values[backend])
    },
    changed(backend) {
      if (known[backend] === weight[backend]) return
      values[backend] = reweighed(values[backend], weight[backend] - known[backend])
      known[backend] = weight[backend]
    },
  }
}
