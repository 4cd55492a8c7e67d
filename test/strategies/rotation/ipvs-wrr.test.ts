import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ipvsWrr } from '../../../src/strategies/rotation/ipvs-wrr.js'
import modelFile from '../data/model-wrr-sequences-edf-ipvs-grpc-caddy.json' with { type: 'json' }
import { anyRequest, sequence, serve, startWith, testPool } from '../test-pool.js'

function picks(weights: readonly number[], count: number): string {
  const pool = testPool(weights)
  const chooser = startWith(ipvsWrr, pool)
  return sequence(pool, count, () => serve(chooser, pool))
}

/** ip_vs_wrr.c as it stands: a list that is walked; weight 0 for who is away. */
class Kernel {
  readonly weights: number[]
  #at = -1
  #step = 0
  #most = 0
  #threshold = 0

  constructor(weights: readonly number[]) {
    this.weights = [...weights]
    this.#measure()
    this.#threshold = this.#most
  }

  changed(): void {
    this.#at = -1
    this.#measure()
    if (this.#threshold > this.#most || this.#threshold === 0) this.#threshold = this.#most
    else if (this.#step > 1) this.#threshold = Math.trunc(this.#threshold / this.#step) * this.#step + 1
  }

  schedule(): number {
    if (this.#most === 0) return -1
    for (;;) {
      while (++this.#at < this.weights.length) {
        if (this.weights[this.#at] >= this.#threshold) return this.#at
      }
      this.#at = -1
      this.#threshold -= this.#step
      if (this.#threshold <= 0) this.#threshold = this.#most
    }
  }

  #measure(): void {
    const present = this.weights.filter(weight => weight > 0)
    const divides = (divisor: number) => present.every(weight => weight % divisor === 0)
    this.#step = 1
    for (let i = 2; i <= Math.max(0, ...present); i++) if (divides(i)) this.#step = i
    this.#most = Math.max(0, ...present) - (this.#step - 1)
  }
}

describe('ipvs-wrr picks as the model of the kernel', () => {
  it.each(Object.entries(modelFile.vectors))('%s', (weights, { ipvs_wrr: expected }) => {
    expect(picks(weights.split('-').map(Number), expected.length)).toBe(expected)
  })

  it('4,3,2,1, also as multiples of 3', () => {
    expect(picks([4, 3, 2, 1], 20)).toBe('aababcabcdaababcabcd')
    expect(picks([12, 9, 6, 3], 20)).toBe('aababcabcdaababcabcd')
  })

  it('and as walking the list does, whoever comes, goes or changes weight', () => {
    const weight = fc.constantFrom(1, 2, 3, 4, 6, 9, 12)
    const step = fc.record({ backend: fc.nat(), weight: fc.oneof(weight, fc.constant(0)), picks: fc.nat(12) })
    const property = fc.property(
      fc.array(weight, { minLength: 1, maxLength: 9 }),
      fc.array(step, { maxLength: 30 }),
      (weights, steps) => {
        const pool = testPool(weights)
        const chooser = startWith(ipvsWrr, pool)
        const kernel = new Kernel(weights)
        for (const { backend, weight, picks } of steps) {
          const at = backend % weights.length
          kernel.weights[at] = weight
          kernel.changed()
          pool.available[at] = Math.min(weight, 1)
          if (weight > 0) pool.weight[at] = weight
          chooser.changed?.(at)
          for (let i = 0; i < picks; i++) expect(chooser.pick(anyRequest, 0)).toBe(kernel.schedule())
        }
      },
    )
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})
