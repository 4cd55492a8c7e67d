import type { Check } from './check.js'
import { plainClient } from './history.js'
import { attempt } from './on-histories.js'
import { Player } from './player.js'

/** Between two looks at the memory. */
const requests = 50_000

/** What each request may leave behind, bytes: half of one number in a list. */
const bytesEach = 4

/**
 * State may be as large as it likes, but must stop growing. A bounded table may still fill up in one stretch of requests,
 * and be tidied up in another; what grows in each of three has no bound.
 */
export const boundedMemory: Check = {
  name: 'memory',
  title: 'keeps no more after 200,000 requests than after 50,000',
  run({ strategy, options }, { retainedBytes }) {
    const sizes: number[] = []
    let player: Player
    const fault = attempt(
      () => {
        player = new Player(strategy, options, { seed: 1, weights: [1, 2, 1, 1, 3, 1, 1, 1, 1, 1], weightScale: 1 })
        player.looks = false
        for (let stretch = 0; stretch < 4; stretch++) {
          for (let i = stretch * requests; i < (stretch + 1) * requests; i++) serve(player, i)
          sizes.push(retainedBytes())
        }
      },
      () => [],
    )
    if (fault !== undefined) return fault
    const growths = sizes.slice(1).map((size, k) => size - sizes[k]!)
    if (!growths.every(growth => growth > bytesEach * requests)) return undefined
    const each = (sizes.at(-1)! - sizes[0]!) / (3 * requests)
    return { what: `keeps ${each.toFixed(0)} bytes of every request for good: its memory has no bound`, history: [] }
  },
}

function serve(player: Player, i: number): void {
  player.nowMs++
  player.picks.length = 0
  if (i % 1000 === 0) {
    player.setAvailable(3, 0)
    player.setAvailable(3, 1)
  }
  // Clients by the ten thousand, paths without end.
  player.request(plainClient(i), `/item/${i}`)
  player.answerProbes()
  if (player.running > 4) player.answer(i, i % 50 === 0 ? 'reset' : 'answer')
}
