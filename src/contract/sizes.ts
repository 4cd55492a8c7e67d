import type { Strategy } from '../strategies/strategy.js'
import type { Check, Fault, Subject, Tools } from './check.js'
import { plainClient } from './history.js'
import { attempt, faultOnAny } from './on-histories.js'
import { Player } from './player.js'

/** A lone backend gets everything, in whatever state it is. */
export const oneBackend: Check = {
  name: 'one backend',
  title: 'always picks the only backend there is, and the only one left',
  run(subject, { random }) {
    const fault = faultOnAny(subject, random, { request: 5, retry: 1, answer: 3, failure: 2, toggle: 1 }, 20)
    if (fault !== undefined) return fault
    for (let left = 0; left < 5; left++) {
      const onlyLeft = played(subject, [1, 9, 1, 9, 1], player => {
        for (let i = 0; i < 5; i++) if (i !== left) player.setUp(i, 0)
        for (let i = 0; i < 20; i++) player.request(plainClient(i), '/')
      })
      if (onlyLeft !== undefined) return onlyLeft
    }
    return undefined
  },
}

/** Backends that are alike: none may be forgotten for good. */
export const servesAll: Check = {
  name: 'serves all',
  title: 'serves every backend in the end when all are alike',
  excused: ({ knows, partial }: Strategy) =>
    partial ??
    (knows.includes('limits') ? 'it fills one backend up to its limit before it turns to the next' : undefined),
  run(subject) {
    const served = new Set<number>()
    const fault = played(subject, [1, 1, 1, 1, 1], player => {
      player.looks = false
      for (let i = 0; i < 5000 && served.size < 5; i++) {
        player.nowMs++
        player.request(plainClient(i), `/item/${i}`)
        player.answerProbes()
        served.add(player.picks[i]!)
        if (player.running > 8) player.answer(i * 7)
      }
    })
    if (fault !== undefined || served.size === 5) return fault
    const forgotten = [0, 1, 2, 3, 4].filter(backend => !served.has(backend)).map(backend => `b${backend + 1}`)
    return {
      what: `never picked ${forgotten.join(', ')} in 5000 requests, though all 5 backends were alike`,
      history: [],
    }
  },
}

/** As many as anybody has. */
export const tenThousand: Check = {
  name: '10,000 backends',
  title: 'works with 10,000 backends, some coming and going',
  run(subject, tools) {
    const size = 10_000
    const fault = played(
      subject,
      Array.from({ length: size }, () => 1),
      player => {
        player.looks = false
        for (let i = 0; i < 6000; i++) {
          player.setUp((i * 7) % size, i % 10 > 0 ? 1 : 0)
          player.request(plainClient(i), `/item/${i}`)
          player.answerProbes()
          if (i > 3000) player.answer(i * 7)
        }
        player.watched.check('one of its calls')
      },
    )
    return fault ?? growth(subject, tools)
  },
}

/** How much longer a pick takes with a thousand times the backends: told, not judged, for the machine has its part in it. */
function growth(subject: Subject, { nowMs }: Tools): string | undefined {
  if (nowMs === undefined) return undefined
  const [few, many] = [10, 10_000].map(size => {
    const player = new Player(subject.strategy, subject.options, {
      seed: 1,
      weights: Array(size).fill(1),
      weightScale: 1,
    })
    player.looks = false
    const round = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        player.request(plainClient(i), '/')
        player.answerProbes()
        player.answer(0)
      }
    }
    round(0, 2000)
    const startMs = nowMs()
    round(2000, 4000)
    return (nowMs() - startMs) / 2
  })
  return `a request costs ${few!.toFixed(1)} us with 10 backends, ${many!.toFixed(1)} us with 10,000`
}

/** The first fault of a game played by hand. */
function played(
  { strategy, options }: Subject,
  weights: readonly number[],
  play: (player: Player) => void,
): Fault | undefined {
  let player: Player | undefined
  const of = { seed: 1, weights, weightScale: 1 }
  const fault = attempt(
    () => {
      player = new Player(strategy, options, of)
      play(player)
    },
    () => player?.log ?? [],
  )
  return fault && { ...fault, ...(weights.length < 20 && { of }) }
}
