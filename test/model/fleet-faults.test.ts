import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackendSpec, FaultEvent } from '../../src/model/backend-spec.js'
import { startsDown } from '../../src/model/faults.js'
import { FleetModel, fates } from '../../src/model/fleet-model.js'
import { arrivedMs, fate, startMs } from '../../src/model/job-table.js'
import { randomStream } from '../../src/model/random.js'
import { backendSpec, failureSpec } from './specs.js'

interface Ended {
  readonly fate: number
  readonly status: number
  readonly queueMs: number
  readonly startMs: number
  readonly endMs: number
}

interface Arrival {
  readonly atMs: number
  readonly demand: number
  readonly failure: number
}

/** A fleet of one, and all it tells. */
function watched(change: Partial<BackendSpec>, { burns = false } = {}) {
  const ended = new Map<number, Ended>()
  const lost: number[] = []
  const told: string[] = []
  const fleet = new FleetModel([backendSpec(change)], {
    lane: () => randomStream(1, 'lane'),
    bootMs: 0,
    done: (job, endMs) => {
      const { integers, doubles, status } = fleet.jobs
      const how = integers[16 * job + fate]!
      const began = doubles[8 * job + startMs]!
      const queueMs = began - doubles[8 * job + arrivedMs]!
      expect(ended.has(job)).toBe(false)
      ended.set(job, { fate: how, status: how === fates.error ? status[job]! : 0, queueMs, startMs: began, endMs })
    },
    ...(burns && { burn: () => undefined }),
    crashed: (_, jobs, atMs) => {
      lost.push(...jobs)
      told.push(`crashed ${atMs}`)
    },
    stopping: (_, jobs, atMs) => {
      lost.push(...jobs)
      told.push(`stopping ${atMs}`)
    },
    stopped: (_, atMs) => told.push(`stopped ${atMs}`),
    recovered: (_, atMs) => told.push(`recovered ${atMs}`),
    frozen: (_, atMs) => told.push(`frozen ${atMs}`),
    thawed: (_, atMs) => told.push(`thawed ${atMs}`),
  })
  return { fleet, ended, lost, told, endOf: (job: number) => ended.get(job)?.endMs }
}

/** Lets it all come, and everything be over. */
function play(change: Partial<BackendSpec>, arrivals: readonly Arrival[]) {
  const all = watched(change)
  const refused: number[] = []
  arrivals.forEach(({ atMs, demand, failure }, job) => {
    if (all.fleet.arrive(0, job, demand, failure, atMs) === 'down') refused.push(job)
  })
  all.fleet.advance(1e9)
  return { ...all, refused }
}

/** Binary fractions, so that sums of times are exact. */
const share = fc.integer({ min: 1, max: 127 }).map(n => n / 128)

const arrivals: fc.Arbitrary<Arrival[]> = fc
  .array(fc.record({ gapMs: fc.integer({ min: 0, max: 60 }), demand: share, failure: share }), {
    minLength: 5,
    maxLength: 40,
  })
  .map(list => {
    let atMs = 0
    return list.map(({ gapMs, ...draws }) => {
      atMs += gapMs
      return { atMs, ...draws }
    })
  })

const uniform = { latency: { kind: 'uniform', minMs: 0, maxMs: 100 } } as const

/** With failures of its own, threads and little room. */
const anySpec: fc.Arbitrary<Partial<BackendSpec>> = fc.record({
  latency: fc.constant(uniform.latency),
  workers: fc.integer({ min: 1, max: 3 }),
  threads: fc.integer({ min: 1, max: 2 }),
  backlog: fc.constantFrom(0, 3, 2048),
  failures: fc.constantFrom(failureSpec(), failureSpec({ errorShare: 0.2, resetShare: 0.1, afterShare: 0.5 })),
})

const anyFault: fc.Arbitrary<FaultEvent> = fc
  .record({ atMs: fc.integer({ min: 0, max: 900 }), share: fc.constantFrom(0, 0.5, 1) })
  .chain(({ atMs, share }) =>
    fc.constantFrom<FaultEvent>(
      ...(['crash', 'recover', 'stop', 'freeze', 'thaw'] as const).map(kind => ({ atMs, kind })),
      { atMs, kind: 'errors', share, status: 503 },
      { atMs, kind: 'slow', factor: 3 },
    ),
  )

/** Who stands still for good is knocked at for good. */
const thaw: FaultEvent = { atMs: 10_000, kind: 'thaw' }

const check = { seed: 20261129, numRuns: 300 }

describe('whatever befalls a backend', () => {
  it('each request ends once, is lost once, or was refused', () => {
    const seen = { ended: 0, lost: 0, refused: 0 }
    fc.assert(
      fc.property(anySpec, fc.array(anyFault, { maxLength: 8 }), arrivals, (spec, faults, list) => {
        const { fleet, ended, lost, refused } = play({ ...spec, faults: [...faults, thaw] }, list)
        const all = [...ended.keys(), ...lost, ...refused].sort((a, b) => a - b)
        expect(all).toEqual(list.map((_, job) => job))
        expect([fleet.running, fleet.waiting(0), fleet.knocking(0)]).toEqual([0, 0, 0])
        seen.ended += ended.size
        seen.lost += lost.length
        seen.refused += refused.length
      }),
      check,
    )
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100)
  })

  it('whoever asks for a while and whoever asks at the end hear the same', () => {
    fc.assert(
      fc.property(anySpec, fc.array(anyFault, { maxLength: 8 }), arrivals, (spec, faults, list) => {
        const whole = { ...spec, faults: [...faults, thaw] }
        const [atOnce, slowly] = [play(whole, list), watched(whole)]
        list.forEach(({ atMs, demand, failure }, job) => {
          while (slowly.fleet.nextEventMs() <= atMs) slowly.fleet.advance(slowly.fleet.nextEventMs())
          slowly.fleet.arrive(0, job, demand, failure, atMs)
        })
        while (slowly.fleet.nextEventMs() < 1e9) slowly.fleet.advance(slowly.fleet.nextEventMs())
        expect([[...slowly.ended], slowly.lost, slowly.told]).toEqual([[...atOnce.ended], atOnce.lost, atOnce.told])
      }),
      check,
    )
  })
})

describe('a freeze', () => {
  it('shifts the end of whoever is served or waits by exactly as long as it lasts', () => {
    let shifted = 0
    const halves = fc.integer({ min: 100, max: 1200 }).map(n => n / 2)
    fc.assert(
      fc.property(arrivals, halves, halves, (list, fromMs, lastsMs) => {
        const faults: FaultEvent[] = [
          { atMs: fromMs, kind: 'freeze' },
          { atMs: fromMs + lastsMs, kind: 'thaw' },
        ]
        const before = list.filter(({ atMs }) => atMs < fromMs)
        const [plain, frozen] = [play(uniform, before), play({ ...uniform, faults }, before)]
        for (const [job, { endMs, startMs, ...rest }] of plain.ended) {
          const still = frozen.ended.get(job)!
          const by = endMs > fromMs ? lastsMs : 0
          expect({ ...still, queueMs: 0 }).toEqual({
            ...{ ...rest, queueMs: 0, endMs: endMs + by },
            // Of equal times ends come first, and the end of one is the start of the next.
            startMs: startMs > fromMs ? startMs + by : startMs,
          })
          shifted += Number(by > 0)
        }
      }),
      check,
    )
    expect(shifted).toBeGreaterThan(500)
  })

  it('that is over at the same instant changes nothing', () => {
    fc.assert(
      fc.property(anySpec, arrivals, fc.array(fc.integer({ min: 0, max: 2000 })), (spec, list, times) => {
        const faults = times.flatMap(atMs => (['freeze', 'thaw'] as const).map(kind => ({ atMs, kind })))
        expect([...play({ ...spec, faults }, list).ended]).toEqual([...play(spec, list).ended])
      }),
      check,
    )
  })

  const faults: FaultEvent[] = [
    { atMs: 150, kind: 'freeze' },
    { atMs: 1150, kind: 'thaw' },
  ]

  it('takes whoever comes as long as there is room, and serves them in turn once it is over', () => {
    const { fleet, endOf } = watched({ workers: 2, backlog: 0, faults })
    expect([10, 160, 170].map((atMs, job) => fleet.arrive(0, job, 0.5, 0.5, atMs))).toEqual([
      'started',
      'queued',
      'overflow',
    ])
    fleet.advance(5000)
    // 0 had ended. 1 starts at the thaw, and 2 knocks again at 1170, when the second worker is free.
    expect([0, 1, 2].map(endOf)).toEqual([110, 1250, 1270])
  })

  it('keeps no worker busy of whom nobody waits: those free before are free after', () => {
    const { fleet, endOf } = watched({ workers: 2, faults })
    for (const job of [0, 1, 2, 3]) fleet.arrive(0, job, 0.5, 0.5, 160)
    fleet.advance(5000)
    expect([0, 1, 2, 3].map(endOf)).toEqual([1250, 1250, 1350, 1350])
  })

  it('is over with a crash, and what comes after the recovery starts at once', () => {
    const { fleet, endOf, lost, told } = watched({
      faults: [...faults, { atMs: 200, kind: 'crash' }, { atMs: 300, kind: 'recover' }],
    })
    for (const job of [0, 1]) fleet.arrive(0, job, 0.5, 0.5, 100)
    fleet.arrive(0, 2, 0.5, 0.5, 180)
    expect(fleet.frozen(0)).toBe(true)
    expect(fleet.arrive(0, 3, 0.5, 0.5, 310)).toBe('started')
    fleet.advance(5000)
    expect([lost, endOf(3), fleet.frozen(0)]).toEqual([[0, 1, 2], 410, false])
    expect(told).toEqual(['frozen 150', 'crashed 200', 'recovered 300'])
  })

  it('lets whoever has given up be worked off once it is over', () => {
    const { fleet, endOf } = watched({ faults })
    for (const job of [0, 1]) fleet.arrive(0, job, 0.5, 0.5, 100)
    expect(fleet.withdraw(1, 500)).toBe(false)
    fleet.advance(5000)
    expect([0, 1].map(endOf)).toEqual([1200, 1300])
  })

  it('answers no probe and no check while it lasts', () => {
    const fleet: FleetModel = new FleetModel(
      [backendSpec({ faults })],
      { lane: () => randomStream(1, 'lane'), bootMs: 0, done: (_, endMs) => checked.push(endMs) },
      { reports: true },
    )
    const checked: number[] = []
    expect([100, 200, 1200].map(atMs => fleet.report(0, atMs).failed)).toEqual([false, true, false])
    const other = watched({ faults })
    other.fleet.check(0, 0, 0.5, 200)
    other.fleet.advance(5000)
    expect(other.endOf(0)).toBe(1150)
  })

  it('has CPU that is burnt meanwhile count, but nobody ends before it is over', () => {
    const { fleet, endOf } = watched({ workers: 2, cpuShare: 1, faults }, { burns: true })
    for (const job of [0, 1]) fleet.arrive(0, job, 0.5, 0.5, 100)
    fleet.finish(0, 300)
    fleet.advance(1149)
    expect(endOf(0)).toBeUndefined()
    fleet.advance(2000)
    fleet.finish(1, 2000)
    expect([0, 1].map(endOf)).toEqual([1300, 2000])
  })
})

describe('errors of a fault', () => {
  const errors = (atMs: number, share: number, status = 503): FaultEvent => ({ atMs, kind: 'errors', share, status })

  it('change nothing with a share of 0', () => {
    fc.assert(
      fc.property(anySpec, arrivals, (spec, list) => {
        expect([...play({ ...spec, faults: [errors(100, 0)] }, list).ended]).toEqual([...play(spec, list).ended])
      }),
      check,
    )
  })

  it('with a share of 1 spare none of those that start while they last, and no other', () => {
    fc.assert(
      fc.property(anySpec, arrivals, (spec, list) => {
        const { ended } = play({ ...spec, faults: [errors(200, 1), errors(900, 0)] }, list)
        const plain = play(spec, list).ended
        for (const [job, end] of ended) {
          if (end.startMs > 200 && end.startMs < 900) expect(end.fate).not.toBe(fates.answer)
          else if (end.startMs < 200) expect(end).toEqual(plain.get(job))
        }
      }),
      check,
    )
  })

  it('only add failures, the more the larger the share', () => {
    const failing = (spec: Partial<BackendSpec>, list: readonly Arrival[], share: number): number[] => {
      // Time for each of them, so that all start when they come.
      const apart = list.map((arrival, i) => ({ ...arrival, atMs: 1000 * i }))
      const { ended } = play({ ...spec, faults: [errors(0, share)] }, apart)
      return [...ended].filter(([, end]) => end.fate !== fates.answer).map(([job]) => job)
    }
    fc.assert(
      fc.property(anySpec, arrivals, share, share, (spec, list, a, b) => {
        const [few, many] = [Math.min(a, b), Math.max(a, b)].map(each => failing(spec, list, each))
        expect(many).toEqual(expect.arrayContaining(few!))
      }),
      check,
    )
  })

  it('are told from the own errors of the backend by their status, that of their start', () => {
    const failures = failureSpec({ errorShare: 0.1, status: 500, resetShare: 0.1 })
    const list = [0.05, 0.15, 0.25, 0.45, 0.25].map((failure, i) => ({ atMs: 200 * i, demand: 0.5, failure }))
    const faults = [errors(0, 0.2, 503), errors(410, 0.2, 429), errors(850, 0)]
    const { ended } = play({ failures, faults }, list)
    const { error, reset, answer } = fates
    expect([...ended.values()].map(end => [end.fate, end.status])).toEqual([
      [error, 500],
      [reset, 0],
      [error, 503],
      [answer, 0],
      [error, 429],
    ])
  })
})

describe('a stop', () => {
  it('takes nobody new, works off what is there, and then is gone', () => {
    const { fleet, lost, told, endOf } = watched({ backlog: 0, faults: [{ atMs: 50, kind: 'stop' }] })
    for (const job of [0, 1, 2]) fleet.arrive(0, job, 0.5, 0.5, 0)
    expect([fleet.arrive(0, 3, 0.5, 0.5, 60), fleet.up(0)]).toEqual(['down', false])
    fleet.advance(5000)
    expect([[0, 1].map(endOf), lost]).toEqual([[100, 200], [2]])
    expect(told).toEqual(['stopping 50', 'stopped 200'])
  })

  it('of an idle backend is over at once', () => {
    const { fleet, told } = watched({ faults: [{ atMs: 50, kind: 'stop' }] })
    fleet.advance(60)
    expect(told).toEqual(['stopping 50', 'stopped 50'])
  })

  it('is waited for by the next process, whose slow start counts from when it is there', () => {
    const faults: FaultEvent[] = [
      { atMs: 50, kind: 'stop' },
      { atMs: 60, kind: 'recover' },
    ]
    const { fleet, told, endOf } = watched({ faults, slowStart: { forMs: 1000, factor: 3 } })
    fleet.arrive(0, 0, 0.5, 0.5, 0)
    expect(fleet.arrive(0, 1, 0.5, 0.5, 200)).toBe('down')
    // It was slow itself: 0 takes 300.
    expect(fleet.arrive(0, 2, 0.5, 0.5, 300)).toBe('started')
    fleet.advance(5000)
    expect([told, endOf(2)]).toEqual([['stopping 50', 'stopped 300', 'recovered 300'], 600])
  })

  it('wakes whoever stands still, and is cut short by a crash', () => {
    const faults: FaultEvent[] = [
      { atMs: 50, kind: 'freeze' },
      { atMs: 150, kind: 'stop' },
      { atMs: 250, kind: 'crash' },
    ]
    const { fleet, told, endOf, lost } = watched({ faults })
    for (const job of [0, 1]) fleet.arrive(0, job, 0.5, 0.5, 0)
    fleet.advance(5000)
    expect([told, endOf(0), lost]).toEqual([['frozen 50', 'stopping 150', 'crashed 250'], 200, [1]])
  })
})

describe('a backend that is there later', () => {
  it.each([
    [['recover'], true],
    [['recover', 'crash'], true],
    [['freeze', 'recover'], true],
    [['crash', 'recover'], false],
    [['stop', 'recover'], false],
    [['freeze', 'thaw'], false],
    [[], false],
  ] as const)('%j: %s', (kinds, down) => {
    expect(startsDown({ faults: kinds.map((kind, i) => ({ kind, atMs: 10 * i })) })).toBe(down)
  })

  it('is down before, and starts slowly from then', () => {
    const faults: FaultEvent[] = [{ atMs: 5000, kind: 'recover' }]
    const { fleet, endOf, told } = watched({ faults, slowStart: { forMs: 1000, factor: 3 } })
    expect([fleet.up(0), fleet.arrive(0, 0, 0.5, 0.5, 100)]).toEqual([false, 'down'])
    fleet.arrive(0, 1, 0.5, 0.5, 5000)
    fleet.advance(9000)
    expect([endOf(1), told]).toEqual([5300, ['recovered 5000']])
  })

  it('may be stopped and started by whoever scales', () => {
    const { fleet, endOf, lost, told } = watched({})
    fleet.stop(0, 0)
    expect(fleet.arrive(0, 0, 0.5, 0.5, 10)).toBe('down')
    fleet.start(0, 20)
    fleet.start(0, 30)
    fleet.arrive(0, 1, 0.5, 0.5, 40)
    fleet.arrive(0, 2, 0.5, 0.5, 50)
    fleet.stop(0, 150)
    fleet.advance(9000)
    expect([endOf(1), lost, told]).toEqual([140, [2], ['crashed 0', 'recovered 20', 'crashed 150']])
  })
})
