import { describe, expect, it } from 'vitest'
import type { Check } from '../../src/contract/check.js'
import { checks } from '../../src/contract/checks.js'
import { type CheckResult, runContract } from '../../src/contract/run-contract.js'
import { defineStrategy } from '../../src/strategies/define.js'
import { rr } from '../../src/strategies/rotation/rr.js'
import type { Chooser, Pool, Services, Strategy } from '../../src/strategies/strategy.js'

/** Picks in turn, blind to everything but who is available; what a test changes makes it wrong. */
function inTurn(
  change: (right: Chooser, pool: Pool, services: Services, random: { next(): number }) => Partial<Chooser>,
): Strategy {
  return defineStrategy({
    name: 'in-turn',
    summary: 'in turn',
    start(pool, _, random, services) {
      let last = -1
      const right: Chooser = {
        pick() {
          for (let k = 1; k <= pool.size; k++) {
            const i = (last + k) % pool.size
            if (pool.available[i] === 1) {
              last = i
              return i
            }
          }
          return -1
        },
      }
      return { ...right, ...change(right, pool, services, random) }
    },
  })
}

let shared = 0
const kept: unknown[] = []

/** Wrong ones, the checks that must notice, and what they must say. */
const wrong: [string, Strategy, string[], RegExp][] = [
  [
    'nobody is asked',
    inTurn(() => ({ pick: () => 0 })),
    ['picks', 'retries', 'serves all'],
    /picked b1 \(0\), which is not available/,
  ],
  [
    'nobody is picked',
    inTurn((right, pool) => ({ pick: (r, t) => (pool.inFlight[0]! > 2 ? -1 : right.pick(r, t)) })),
    ['picks', 'sticky'],
    /picked none \(-1\), though b\d is available/,
  ],
  [
    'out of range',
    inTurn((_, pool) => ({ pick: () => pool.size })),
    ['picks', 'memory'],
    /picked \d, where backends are 0 to \d/,
  ],
  [
    'not a number',
    inTurn(right => ({ pick: (r, t) => (t > 20 ? Number.NaN : right.pick(r, t)) })),
    ['picks'],
    /picked NaN, where the index/,
  ],
  [
    'own chance',
    inTurn((_, pool) => ({ pick: () => (pool.available.includes(1) ? anyOf(pool, Math.random()) : -1) })),
    ['repeatable'],
    /picked b\d and, in a second run of the same, b\d/,
  ],
  [
    'shared memory',
    inTurn((_, pool) => ({ pick: () => (pool.available.includes(1) ? anyOf(pool, (shared++ % 7) / 7) : -1) })),
    ['isolated'],
    /at work beside/,
  ],
  [
    'writes inFlight',
    inTurn((_, pool) => ({ sent: backend => void pool.inFlight[backend]!++ })),
    ['picks'],
    /wrote to pool.inFlight in sent: it is to be read only/,
  ],
  [
    'writes available',
    inTurn((_, pool) => ({ answered: backend => void pool.available.fill(0, backend, backend + 1) })),
    ['picks'],
    /wrote to pool.available in answered/,
  ],
  [
    'forgets one',
    inTurn((right, pool) => ({ pick: (r, t) => (pool.available[0] === 1 ? 0 : right.pick(r, t)) })),
    ['serves all'],
    /never picked b2, b3, b4, b5 in 5000 requests/,
  ],
  [
    'needs IPv4',
    inTurn(right => ({ pick: (r, t) => (r.client.split('.').length === 4 ? right.pick(r, t) : (undefined as never)) })),
    ['texts'],
    /picked undefined/,
  ],
  ['must have placed it', inTurn(right => placed(right)), ['sticky'], /threw "who sent this\?" in answered/],
  [
    'no cancelled',
    inTurn(() => ({
      answered: (_, { cause }) => {
        if (cause === 'cancelled') throw new RangeError('cancelled?')
      },
    })),
    ['failures'],
    /threw RangeError "cancelled\?" in answered/,
  ],
  ['time must move', inTurn(right => moving(right)), ['time'], /threw "time stands still" in pick/],
  [
    'probes must succeed',
    inTurn((right, _, services) => ({
      pick: (r, t) => {
        services.probe(0)
        return right.pick(r, t)
      },
      probed: (_b, { failed }) => {
        if (failed) throw new Error('failed?')
      },
    })),
    ['probes'],
    /threw "failed\?" in probed/,
  ],
  [
    'probes nobody',
    inTurn((right, pool, services) => ({
      pick: (r, t) => {
        services.probe(pool.size)
        return right.pick(r, t)
      },
    })),
    ['picks'],
    /asked to probe \d, where backends are/,
  ],
  [
    'leaks',
    inTurn(right => ({
      pick: (r, t) => {
        kept.push([t])
        return right.pick(r, t)
      },
    })),
    ['memory'],
    /keeps \d+ bytes of every request for good/,
  ],
  [
    'leaks by client',
    inTurn(right => {
      const seen = new Map<string, number>()
      return {
        pick: (r, t) => {
          seen.set(r.path, t)
          return right.pick(r, t)
        },
      }
    }),
    ['memory'],
    /keeps \d+ bytes/,
  ],
  [
    'too few for it',
    inTurn((right, pool) => ({
      pick: (r, t) => {
        if (pool.size === 1) throw new Error('one?')
        return right.pick(r, t)
      },
    })),
    ['picks', 'one backend'],
    /threw "one\?" in pick/,
  ],
  [
    'too many for it',
    inTurn((right, pool) => ({ pick: (r, t) => (pool.size > 256 ? right.pick(r, t) & 255 : right.pick(r, t)) })),
    ['10,000 backends'],
    /which is not available/,
  ],
  [
    'all come back at once',
    inTurn((right, pool) => {
      let down = false
      return {
        changed: () => {
          if (!pool.available.includes(1)) down = true
        },
        pick: (r, t) => (down ? -1 : right.pick(r, t)),
      }
    }),
    ['outage'],
    /picked none/,
  ],
  [
    'weights stay',
    inTurn((right, pool) => {
      const first = [...pool.weight]
      return {
        pick: (r, t) => {
          if (first.some((w, i) => w !== pool.weight[i])) throw new Error('weight')
          return right.pick(r, t)
        },
      }
    }),
    ['weights'],
    /threw "weight" in pick/,
  ],
  [
    'no retries',
    inTurn(right => ({
      pick: (r, t) => {
        if (r.attempt > 2) throw new Error('three?')
        return right.pick(r, t)
      },
    })),
    ['retries'],
    /threw "three\?" in pick/,
  ],
]

describe('runContract', () => {
  it.each(wrong)(
    '%s',
    (_, strategy, names, what) => {
      // What is wrong is shrunk by each check that notices; those that must are enough.
      const must = only(...names)
      expect(must.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
      const findings = runContract(strategy, { checks: must })
      expect(findings.map(finding => finding.check)).toEqual(must.map(({ name }) => name))
      expect(findings.map(finding => finding.what).join('\n')).toMatch(what)
    },
    60_000,
  )

  it('finds nothing wrong with what is right', () => {
    expect(runContract(inTurn(() => ({})))).toEqual([])
  })

  it('shows the smallest history', () => {
    const strategy = inTurn((_, pool) => ({ sent: backend => void pool.inFlight[backend]!++ }))
    const [first] = runContract(strategy, { checks: only('picks') })
    expect(first).toMatchObject({
      check: 'picks',
      where: undefined,
      history: [
        expect.stringMatching(/^1 backend of weights 1, seed \d+$/),
        expect.stringMatching(/^request from .* -> b1$/),
      ],
    })
  })

  it('says where it threw', () => {
    const strategy = inTurn(() => ({
      pick: () => {
        throw new Error('here')
      },
    }))
    expect(runContract(strategy, { checks: only('picks') })[0]?.where).toMatch(/run-contract\.test\.ts:\d+:\d+$/)
  })

  it('tries every option at its bounds', () => {
    const strategy: Strategy = {
      ...rr,
      options: {
        n: { summary: 'n', default: 2, min: 0, max: 9 },
        text: { summary: 't', default: 'a', values: ['a', 'b'] },
        flag: { summary: 'f', default: false },
      },
      start(pool, options, random, services) {
        seen.add(JSON.stringify(options))
        if (options.n === 9) throw new Error('nine')
        return rr.start(pool, options, random, services)
      },
    }
    const seen = new Set<string>()
    expect(runContract(strategy, { checks: only('options') }).map(({ check, what }) => `${check}: ${what}`)).toEqual([
      'options: with ?n=9 threw "nine" in start',
    ])
    expect([...seen].map(text => JSON.parse(text).n)).toContain(0)
  })

  it('tells of every check once, and plays the same from the same seed', () => {
    const results: CheckResult[] = []
    const strategy = inTurn((_, pool) => ({ pick: () => pool.size - 1 }))
    const first = runContract(strategy, { seed: 7, checked: result => results.push(result) })
    expect(results.map(({ check }) => check)).toEqual(checks.map(({ name }) => name))
    expect(results.flatMap(({ finding }) => finding ?? [])).toEqual(first)
    expect(runContract(strategy, { seed: 7 })).toEqual(first)
  })
})

function only(...names: readonly string[]): Check[] {
  return checks.filter(({ name }) => names.includes(name))
}

function anyOf(pool: Pool, share: number): number {
  const free = [...pool.available.keys()].filter(i => pool.available[i] === 1)
  return free[Math.floor(share * free.length)]!
}

/** Believes that every answer belongs to a pick. */
function placed(right: Chooser): Partial<Chooser> {
  const mine = new Map<number, number>()
  return {
    pick(request, nowMs) {
      const backend = right.pick(request, nowMs)
      if (backend !== -1) mine.set(backend, (mine.get(backend) ?? 0) + 1)
      return backend
    },
    answered(backend) {
      const count = mine.get(backend) ?? 0
      if (count === 0) throw new Error('who sent this?')
      mine.set(backend, count - 1)
    },
  }
}

/** Divides by the time since the last pick. */
function moving(right: Chooser): Partial<Chooser> {
  let before = -1
  return {
    pick(request, nowMs) {
      const passed = nowMs - before
      before = nowMs
      if (passed > 1e6) throw new Error('time stands still')
      return right.pick(request, nowMs)
    },
  }
}
