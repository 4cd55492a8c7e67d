import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadStrategy, runContract } from 'lbbench'

const file = fileURLToPath(new URL('my-strategy.ts', import.meta.url))

test('keeps the contract', async () => {
  const { strategy } = await loadStrategy(file, './my-strategy.ts')
  assert.deepEqual(runContract(strategy), [])
})

test('of equals, picks the one that rested longest', async () => {
  const { strategy } = await loadStrategy(file, './my-strategy.ts')
  const pool = {
    size: 3,
    names: ['a', 'b', 'c'],
    addresses: ['a:1', 'b:1', 'c:1'],
    weight: Int32Array.of(1, 1, 1),
    weightScale: 1,
    inFlight: Int32Array.of(0, 0, 0),
    available: Uint8Array.of(1, 1, 1),
    maxFails: Int32Array.of(1, 1, 1),
  }
  let draw = 0
  const random = { next: () => 0, below: n => draw++ % n, fill: () => undefined }
  const chooser = strategy.start(pool, { draws: 3 }, random, { probe: () => undefined, wakeAt: () => undefined })
  chooser.sent(0, 1)
  chooser.sent(2, 2)
  chooser.sent(1, 3)
  assert.equal(chooser.pick({ client: '10.0.0.1', path: '/', attempt: 0 }, 4), 0)
})
