import { expect, it } from 'vitest'
import { resultsSoFar } from '../../src/cli/compare/results-so-far.js'
import { syntheticResults } from '../results/synthetic.js'

const results = syntheticResults([{ candidate: 'lc', factor: 1, requests: 100 }], 1)

/** A clock that only work moves; each saving takes so long. */
function keeping(savingMs: number) {
  let nowMs = 0
  let saved = 0
  const keep = resultsSoFar({
    collate: () => ({ ...results }),
    save: async () => {
      nowMs += savingMs
      saved++
    },
    nowMs: () => nowMs,
  })
  const simulate = async (ms: number): Promise<void> => {
    nowMs += ms
    await keep(false)
  }
  return { keep, simulate, saved: () => saved }
}

it('saves the first simulated trial at once, then rests for a second', async () => {
  const { simulate, saved } = keeping(10)
  await simulate(5)
  expect(saved()).toBe(1)
  await simulate(999)
  expect(saved()).toBe(1)
  await simulate(1)
  expect(saved()).toBe(2)
})

it('rests longer where saving takes long, so that it stays a tenth of the time', async () => {
  const { simulate, saved } = keeping(1000)
  await simulate(5)
  await simulate(8999)
  expect(saved()).toBe(1)
  await simulate(1)
  expect(saved()).toBe(2)
})

it('saves a live trial whenever it is done, and tells what was saved last', async () => {
  const { keep, saved } = keeping(10)
  const first = await keep(true)
  expect(await keep(false)).toBe(first)
  expect(await keep(true)).not.toBe(first)
  expect(saved()).toBe(2)
})
