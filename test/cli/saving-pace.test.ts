import { expect, it } from 'vitest'
import { savingPace } from '../../src/cli/compare/saving-pace.js'

/** A clock that only work moves. */
function clocked() {
  let nowMs = 0
  const pace = savingPace(() => nowMs)
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms
  }
  return { pace, pass }
}

it('saves at once, then rests for a second', async () => {
  const { pace, pass } = clocked()
  expect(pace.isDue()).toBe(true)
  await pace.spend(() => pass(10))
  await pass(999)
  expect(pace.isDue()).toBe(false)
  await pass(1)
  expect(pace.isDue()).toBe(true)
})

it('rests longer where saving takes long, so that it stays a tenth of the time', async () => {
  const { pace, pass } = clocked()
  await pace.spend(() => pass(1000))
  await pass(8999)
  expect(pace.isDue()).toBe(false)
  await pass(1)
  expect(pace.isDue()).toBe(true)
})
