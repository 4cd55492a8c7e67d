import type { Check, Fault, Subject } from './check.js'
import { drawHistory, type History } from './history.js'
import { attempt, shrunk } from './on-histories.js'
import { Player } from './player.js'

const mix = { request: 5, answer: 4, failure: 1, toggle: 2, probe: 2 }

/** A strategy takes chance from its `random` and time from `nowMs`, and from nowhere else. */
export const repeatable: Check = {
  name: 'repeatable',
  title: 'makes the same picks from the same seed and history',
  run: (subject, { random }) => firstFault(() => drawHistory(random, mix), subject, differsFromItself),
}

/** Another trial may run beside it, or have run before it in this process. */
export const isolated: Check = {
  name: 'isolated',
  title: 'keeps no memory outside its chooser',
  run: (subject, { random }) => firstFault(() => drawHistory(random, mix), subject, differsBesideAnother),
}

type FaultIn = (subject: Subject, history: History) => Fault | undefined

function firstFault(draw: () => History, subject: Subject, faultIn: FaultIn): Fault | undefined {
  for (let k = 0; k < 40; k++) {
    const fault = shrunk(subject, draw(), faultIn)
    if (fault !== undefined) return fault
  }
  return undefined
}

function differsFromItself({ strategy, options }: Subject, history: History): Fault | undefined {
  return attempting(() => {
    const [first, second] = [1, 2].map(() => new Player(strategy, options, history).play(history.steps))
    return difference(first!, second!, 'in a second run of the same')
  })
}

function differsBesideAnother({ strategy, options }: Subject, history: History): Fault | undefined {
  return attempting(() => {
    const alone = new Player(strategy, options, history).play(history.steps)
    const beside = new Player(strategy, options, history)
    const other = new Player(strategy, options, {
      ...history,
      seed: history.seed + 1,
      weights: [...history.weights, 5],
    })
    for (const step of history.steps) {
      other.step(step)
      beside.step(step)
    }
    return difference(alone, beside, 'with another chooser of it at work beside')
  })
}

/** Faults of other kinds have checks of their own. */
function attempting(play: () => Fault | undefined): Fault | undefined {
  let found: Fault | undefined
  attempt(
    () => {
      found = play()
    },
    () => [],
  )
  return found
}

function difference(first: Player, second: Player, when: string): Fault | undefined {
  const at = first.picks.findIndex((pick, k) => pick !== second.picks[k])
  if (at === -1) return undefined
  const named = (pick: number): string => (pick === -1 ? 'none' : `b${pick + 1}`)
  const what = `picked ${named(first.picks[at]!)} and, ${when}, ${named(second.picks[at]!)} (pick ${at + 1})`
  return { what, history: first.log }
}
