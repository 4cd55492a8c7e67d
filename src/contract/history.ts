import type { Random } from '../model/random.js'
import type { Cause } from '../strategies/strategy.js'

/** Something that happens to a strategy. Backends and running requests are meant modulo how many there are. */
export type Step =
  | { readonly kind: 'request'; readonly client: string; readonly path: string; readonly tried: number }
  | { readonly kind: 'sticky'; readonly backend: number }
  | { readonly kind: 'answer'; readonly which: number; readonly cause: Cause; readonly status: number }
  | { readonly kind: 'toggle'; readonly backend: number }
  /** It has as many requests as it may have, or no longer: up all the while. */
  | { readonly kind: 'limit'; readonly backend: number }
  | { readonly kind: 'all'; readonly available: boolean }
  | { readonly kind: 'weight'; readonly backend: number; readonly weight: number }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'probe'; readonly which: number; readonly becomes: 'answered' | 'failed' | 'lost' }

/** Backends, and what happens to them in order. */
export interface History {
  /** Of the strategy's own draws. */
  readonly seed: number
  /** Configured weights, one a backend. */
  readonly weights: readonly number[]
  readonly weightScale: number
  readonly steps: readonly Step[]
}

/** How often each kind of step comes, relative to the others; those left out never do. */
export type Mix = Readonly<Partial<Record<Step['kind'] | 'odd request' | 'retry' | 'failure' | 'jump', number>>>

/** A history of up to nine backends and sixty steps. */
export function drawHistory(random: Random, mix: Mix): History {
  const size = 1 + random.below(9)
  return {
    seed: random.below(1 << 30),
    weights: Array.from({ length: size }, () => (random.below(2) === 0 ? 1 : 1 + random.below(12))),
    weightScale: random.below(3) === 0 ? 256 : 1,
    steps: Array.from({ length: 1 + random.below(60) }, () => drawStep(random, mix)),
  }
}

function drawStep(random: Random, mix: Mix): Step {
  const entries = Object.entries(mix) as [keyof Mix, number][]
  let left = random.below(entries.reduce((sum, [, weight]) => sum + weight, 0))
  const [kind] = entries.find(([, weight]) => {
    left -= weight
    return left < 0
  })!
  return steps[kind](random)
}

const steps: Readonly<Record<keyof Mix, (random: Random) => Step>> = {
  request: random => ({
    kind: 'request',
    client: plainClient(random.below(65_536)),
    path: plainPath(random),
    tried: 0,
  }),
  'odd request': random => ({ kind: 'request', client: odd(random), path: odd(random), tried: 0 }),
  retry: random => ({
    kind: 'request',
    client: plainClient(random.below(65_536)),
    path: plainPath(random),
    tried: 1 + random.below(4),
  }),
  sticky: random => ({ kind: 'sticky', backend: random.below(9) }),
  answer: random => ({
    kind: 'answer',
    which: random.below(100),
    cause: 'answer',
    status: oneOf(random, [200, 200, 404, 503]),
  }),
  failure: random => ({
    kind: 'answer',
    which: random.below(100),
    cause: oneOf(random, ['connect', 'reset', 'timeout', 'invalid', 'cancelled'] as const),
    status: 0,
  }),
  toggle: random => ({ kind: 'toggle', backend: random.below(9) }),
  limit: random => ({ kind: 'limit', backend: random.below(9) }),
  all: random => ({ kind: 'all', available: random.below(2) === 0 }),
  weight: random => ({ kind: 'weight', backend: random.below(9), weight: 1 + random.below(20) }),
  wait: random => ({ kind: 'wait', ms: random.below(500) }),
  jump: random => ({ kind: 'wait', ms: oneOf(random, [0, 0, 0.001, 3_600_000, 1e9]) }),
  probe: random => ({
    kind: 'probe',
    which: random.below(100),
    becomes: oneOf(random, ['answered', 'answered', 'failed', 'lost'] as const),
  }),
}

/** Scattered over the /24s, so that no two of 65,536 share one: 40503 is odd. */
export function plainClient(i: number): string {
  const scattered = (i * 40_503) & 0xffff
  return `${10 + ((i >> 16) & 127)}.${scattered >> 8}.${scattered & 255}.1`
}

function plainPath(random: Random): string {
  return `/item/${random.below(1000)}`
}

const oddTexts = [
  '',
  ' ',
  '::1',
  '2001:db8::ff00:42:8329',
  'fe80::1%eth0',
  'unix:',
  '1.2.3',
  '999.1.1.1',
  'é∂😀\uD800',
  '%00',
  '\u0000',
  'a'.repeat(5000),
]

function odd(random: Random): string {
  const [a, b] = [oneOf(random, oddTexts), oneOf(random, oddTexts)]
  return random.below(2) === 0 ? a : a + b
}

function oneOf<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!
}
