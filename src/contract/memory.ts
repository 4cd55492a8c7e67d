import type { Check } from './check.js'
import { plainClient } from './history.js'
import { attempt } from './on-histories.js'
import { Player } from './player.js'

/** Requests until each look at the memory: twice as many each time, as lists that grow take room by leaps of half their size. */
const looks = [30_000, 60_000, 120_000, 240_000]

/** What each request may leave behind, bytes: less than half of one number in a list. */
const bytesEach = 3

/**
 * State may be as large as it likes, but must stop growing. A bounded table may still fill up in one stretch of requests,
 * and be tidied up in another; what grows in each of three has no bound.
 */
export const boundedMemory: Check = {
  name: 'memory',
  title: 'keeps no more after 240,000 requests than after 30,000',
  run({ strategy, options }, { retainedBytes }) {
    const sizes: number[] = []
    let grows = true
    let player: Player
    const fault = attempt(
      () => {
        player = new Player(strategy, options, { seed: 1, weights: [1, 2, 1, 1, 3, 1, 1, 1, 1, 1], weightScale: 1 })
        player.looks = false
        for (const [k, until] of looks.entries()) {
          for (let i = looks[k - 1] ?? 0; i < until; i++) serve(player, i)
          player.watched.check('one of many calls')
          // One stretch in which it does not grow is enough; to look takes longer than to serve, where much is kept by others.
          if (!grows) continue
          sizes.push(retainedBytes())
          grows = k === 0 || sizes[k]! - sizes[k - 1]! > bytesEach * (until - looks[k - 1]!)
        }
      },
      () => [],
    )
    if (fault !== undefined) return fault
    if (!grows) return undefined
    const each = (sizes.at(-1)! - sizes[0]!) / (looks.at(-1)! - looks[0]!)
    return { what: `keeps ${each.toFixed(0)} bytes of every request for good: its memory has no bound`, history: [] }
  },
}

function serve(player: Player, i: number): void {
  player.nowMs++
  player.picks.length = 0
  if (i % 1000 === 0) {
    player.setUp(3, 0)
    player.setUp(3, 1)
  }
  // Clients by the ten thousand, paths without end.
  player.request(plainClient(i), `/item/${i}`)
  player.answerProbes()
  if (player.running > 4) player.answer(i, i % 50 === 0 ? 'reset' : 'answer')
}
