import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeadlineHeap } from '../../src/model/deadline-heap.js'

interface Running {
  readonly job: number
  endMs: number
}

/** Few distinct deadlines, so that ties are the rule. */
const deadline = fc.integer({ min: 0, max: 5 })
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('push' as const), endMs: deadline }) },
  fc.record({ do: fc.constant('hold' as const) }),
  fc.record({ do: fc.constant('settle' as const), endMs: deadline }),
  fc.record({ do: fc.constant('pop' as const) }),
  fc.record({ do: fc.constant('replace' as const), endMs: deadline }),
  fc.record({ do: fc.constant('remove' as const) }),
)

describe('DeadlineHeap', () => {
  it('always has the earliest deadline on top and, of equal ones, the earliest start', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), steps => {
        const heap = new DeadlineHeap((a, b) => a < b)
        /** In order of starts. */
        let list: Running[] = []
        let job = 0
        for (const { do: what, ...rest } of steps) {
          const endMs = 'endMs' in rest ? rest.endMs : Infinity
          const top = earliest(list)
          if (what === 'push' || what === 'hold') {
            heap.push(job, endMs)
            list.push({ job, endMs })
            job++
          } else if (what === 'remove') {
            const leaves = (one: number): boolean => one % 3 === 0
            expect(
              heap
                .remove(leaves)
                .map(({ job }) => job)
                .sort((a, b) => a - b),
            ).toEqual(list.map(running => running.job).filter(leaves))
            list = list.filter(running => !leaves(running.job))
          } else if (what === 'settle') {
            const held = list.findLast(running => running.endMs === Infinity)
            if (held === undefined) continue
            held.endMs = endMs
            heap.settle(held.job, endMs)
          } else if (top !== undefined) {
            list = list.filter(running => running !== top)
            if (what === 'pop') heap.pop()
            else {
              heap.replaceTop(job, endMs)
              list.push({ job, endMs })
              job++
            }
          }
          const now = earliest(list)
          expect(heap.size).toBe(list.length)
          expect(heap.topMs).toBe(now?.endMs ?? Infinity)
          if (now !== undefined) expect(heap.topJob).toBe(now.job)
        }
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('settles only a job whose end is not known', () => {
    const heap = new DeadlineHeap((a, b) => a < b)
    heap.push(1, 5)
    expect(() => heap.settle(1, 6)).toThrow('job 1 does not wait for its end')
    expect(() => heap.settle(2, 6)).toThrow('job 2 does not wait for its end')
  })
})

function earliest(list: readonly Running[]): Running | undefined {
  return list.reduce<Running | undefined>(
    (best, running) => (best && best.endMs <= running.endMs ? best : running),
    undefined,
  )
}
