import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { faultTimeline } from '../../src/scenario/fault-timeline.js'
import type { FaultDocument } from '../../src/scenario/faults.js'

const ms = (value: number) => ({ ms: value })
const crash = (at: number): FaultDocument => ({ kind: 'crash', at: ms(at) })
const recover = (at: number): FaultDocument => ({ kind: 'recover', at: ms(at) })
const slow = (from: number, to: number, factor = 5): FaultDocument => ({
  kind: 'slow',
  from: ms(from),
  to: ms(to),
  factor,
})
const flap = (from: number, to: number, upMs: number, downMs: number): FaultDocument => ({
  ...{ kind: 'flap', from: ms(from), to: ms(to), upMs, downMs },
})

function schedule(faults: FaultDocument[], durationMs = 10_000) {
  const refused: string[] = []
  const events = faultTimeline(faults, durationMs, (index, key, message) => refused.push(`${index}.${key}: ${message}`))
  return { refused, events: events.map(e => `${e.atMs} ${e.kind}${e.kind === 'slow' ? ` ${e.factor}` : ''}`) }
}

describe('schedules', () => {
  test.each<[string, FaultDocument[], string[]]>([
    ['in time order, however written', [recover(6000), crash(3000)], ['3000 crash', '6000 recover']],
    ['a crash may last to the end', [crash(3000)], ['3000 crash']],
    ['a slow stretch ends by factor 1', [slow(2000, 4000)], ['2000 slow 5', '4000 slow 1']],
    ['it may end after the run', [slow(9000, 20_000)], ['9000 slow 5', '20000 slow 1']],
    [
      'one slow stretch may begin where another ends',
      [slow(2000, 3000, 2), slow(1000, 2000)],
      ['1000 slow 5', '2000 slow 1', '2000 slow 2', '3000 slow 1'],
    ],
    [
      'slow and down overlap as they like',
      [slow(1000, 4000), crash(2000)],
      ['1000 slow 5', '2000 crash', '4000 slow 1'],
    ],
    [
      'flapping goes down first and is up at its end',
      [flap(1000, 3600, 1000, 500)],
      ['1000 crash', '1500 recover', '2500 crash', '3000 recover'],
    ],
    [
      'even in the middle of a down time',
      [flap(1000, 2700, 1000, 500)],
      ['1000 crash', '1500 recover', '2500 crash', '2700 recover'],
    ],
    [
      'a crash may follow a recovery at once',
      [crash(1000), recover(2000), flap(2000, 2100, 1000, 500)],
      ['1000 crash', '2000 recover', '2000 crash', '2100 recover'],
    ],
    ['shares are of the duration', [{ kind: 'crash', at: { share: 0.25 } }], ['2500 crash']],
  ])('%s', (_, faults, events) => {
    expect(schedule(faults)).toEqual({ refused: [], events })
  })
})

describe('what makes no sense', () => {
  test.each<[FaultDocument[], string[]]>([
    [[recover(1000)], ['0.at: this recovery comes while the backend is up']],
    [[crash(1000), recover(2000), recover(3000)], ['2.at: this recovery comes while the backend is up']],
    [[crash(1000), crash(2000)], ['1.at: this crash comes while the backend is down already']],
    [
      [flap(1000, 5000, 1000, 500), crash(1200), recover(1300)],
      [
        '1.at: this crash comes while the backend is down already',
        '0.from: this recovery comes while the backend is up',
      ],
    ],
    [[slow(1000, 3000), slow(2000, 4000)], ['1.from: this overlaps another slow stretch of the same backend']],
    [[slow(1000, 9000), slow(2000, 4000)], ['1.from: this overlaps another slow stretch of the same backend']],
    [[slow(3000, 3000)], ['0.to: expected a time after "from"']],
    [[crash(10_000)], ['0.at: expected a time before the end of the run, which lasts 10s']],
    [[flap(11_000, 12_000, 1, 1)], ['0.from: expected a time before the end of the run, which lasts 10s']],
    [[flap(0, 10_000, 0.1, 0.1)], ['0.flap: goes down more than 10000 times']],
  ])('%j', (faults, refused) => {
    expect(schedule(faults).refused).toEqual(refused)
  })
})

it('whatever is not refused alternates between down and up, in time order', () => {
  const time = fc.integer({ min: 0, max: 40 }).map(tenth => tenth * 100)
  const stretch = fc.tuple(time, time).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const fault = fc.oneof(
    time.map(crash),
    time.map(recover),
    stretch.map(([from, to]) => slow(from, to)),
    fc
      .tuple(stretch, fc.constantFrom(100, 300), fc.constantFrom(100, 200))
      .map(([[from, to], up, down]) => flap(from, to, up, down)),
  )
  let kept = 0
  fc.assert(
    fc.property(fc.array(fault, { maxLength: 4 }), faults => {
      const refused: unknown[] = []
      const events = faultTimeline(faults, 3000, (...reason) => refused.push(reason))
      if (refused.length > 0 || events.length === 0) return
      kept++
      const times = events.map(event => event.atMs)
      expect(times).toEqual([...times].sort((a, b) => a - b))
      const power = events.filter(event => event.kind !== 'slow').map(event => event.kind)
      expect(power).toEqual(power.map((_, i) => (i % 2 === 0 ? 'crash' : 'recover')))
      const speed = events.flatMap(event => (event.kind === 'slow' ? [event.factor] : []))
      expect(speed).toEqual(speed.map((_, i) => (i % 2 === 0 ? 5 : 1)))
    }),
    { seed: 1, numRuns: 2000 },
  )
  // A property that filters nearly everything away proves nothing.
  expect(kept).toBeGreaterThan(200)
})
