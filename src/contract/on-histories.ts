import type { Random } from '../model/random.js'
import type { Check, Fault, Subject } from './check.js'
import { drawHistory, type History, type Mix } from './history.js'
import { Player } from './player.js'
import { shrink } from './shrink.js'
import { Violation } from './violation.js'

/** How many histories a check plays. */
const histories = 60

/** A check that plays histories of one mix; any fault in any of them is its fault. */
export function onHistories(name: string, title: string, mix: Mix): Check {
  return { name, title, run: (subject, { random }) => faultOnAny(subject, random, mix, histories) }
}

/** Plays some histories and shrinks the first that goes wrong. */
export function faultOnAny(subject: Subject, random: Random, mix: Mix, count: number): Fault | undefined {
  for (let k = 0; k < count; k++) {
    const fault = shrunk(subject, drawHistory(random, mix), faultOn)
    if (fault !== undefined) return fault
  }
  return undefined
}

/**
 * The fault on the smallest history that was found to show one; of a strategy that is not repeatable, as it was seen.
 * @param faultIn what is wrong on a history; it is played again and again
 */
export function shrunk(
  subject: Subject,
  history: History,
  faultIn: (subject: Subject, history: History) => Fault | undefined,
): Fault | undefined {
  let fault = faultIn(subject, history)
  if (fault === undefined) return undefined
  const { seed, weights, weightScale } = shrink(history, each => {
    const found = faultIn(subject, each)
    fault = found ?? fault
    return found !== undefined
  })
  return { ...fault, of: { seed, weights, weightScale } }
}

function faultOn({ strategy, options }: Subject, history: History): Fault | undefined {
  let player: Player | undefined
  return attempt(
    () => {
      player = new Player(strategy, options, history)
      player.play(history.steps)
    },
    () => player?.log ?? [],
  )
}

/** What goes wrong in a game. @param log what happened until then */
export function attempt(play: () => void, log: () => readonly string[]): Fault | undefined {
  try {
    play()
    return undefined
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    return { what: error.message, thrown: error.thrown, history: [...log()] }
  }
}
