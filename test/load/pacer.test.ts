import { describe, expect, it, onTestFinished } from 'vitest'
import { createPacer } from '../../src/live/load/pacer.js'
import { nowMs } from './fault-server.js'

/** Runs a pacer over the schedule until all has rung. */
async function run(dueMs: Float64Array, zeroAt: () => number): Promise<{ rows: number; elapsedMs: number }[]> {
  const pacer = createPacer(dueMs)
  onTestFinished(() => pacer.stop())
  await pacer.ready
  const rings: { rows: number; elapsedMs: number }[] = []
  const zero = zeroAt()
  await new Promise<void>((resolve, reject) => {
    const due = (rows: number): void => {
      rings.push({ rows, elapsedMs: nowMs() - zero })
      if (rows === dueMs.length) resolve()
    }
    pacer.start(zero, due, reject)
  })
  return rings
}

describe('createPacer', () => {
  it('rings once all of a row is due, never before, and forgets none', async () => {
    const dueMs = Float64Array.from({ length: 200 }, (_, row) => row * 0.7 + (row % 7) * 0.1)
    dueMs.sort()
    const rings = await run(dueMs, () => nowMs() + 5)
    for (const { rows, elapsedMs } of rings) expect(elapsedMs).toBeGreaterThanOrEqual(dueMs[rows - 1])
    const counts = rings.map(({ rows }) => rows)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(rings.at(-1)!.rows).toBe(200)
    expect(rings.length).toBeGreaterThan(5)
  })

  it('rings once for all that is overdue', async () => {
    const rings = await run(Float64Array.of(1, 2, 3), () => nowMs() - 1000)
    expect(rings.map(({ rows }) => rows)).toEqual([3])
  })

  it('can be stopped before it starts and in its sleep, and twice', async () => {
    const idle = createPacer(Float64Array.of(1))
    await idle.stop()
    await idle.ready
    const asleep = createPacer(Float64Array.of(1e9))
    asleep.start(
      nowMs(),
      () => {},
      () => {},
    )
    await asleep.ready
    await asleep.stop()
    await asleep.stop()
  })
})
