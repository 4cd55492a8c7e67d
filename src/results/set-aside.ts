import { findings } from './checks.js'
import type { Measurement } from './measure.js'

/** A candidate's rounds: those that count, and those in which other programs spoiled the measurement. */
export interface Sifted {
  readonly kept: readonly Measurement[]
  readonly aside: readonly Measurement[]
}

/** Fewer have no spread worth the name. */
const leastKept = 3
/** More than that, and it is no accident: the machine does not fit. */
const mostAside = 1 / 3

/**
 * Takes out the rounds that other programs spoiled, though each was repeated once, where they are few. What decides is the CPU that
 * others used, never the latency; and only that: a balancer that is busy itself, a generator without sockets or a plain delay may be
 * the candidate's own doing, and taking those out would hide it. Comparisons are paired, so they lose the round on both sides.
 */
export function sift(rounds: readonly Measurement[]): Sifted {
  const aside = rounds.filter(isSpoiledByOthers)
  const kept = rounds.filter(round => !aside.includes(round))
  const few = aside.length <= rounds.length * mostAside && kept.length >= leastKept
  return few ? { kept, aside } : { kept: rounds, aside: [] }
}

const byOthers = ['foreign-cpu', 'overhead', 'late']

function isSpoiledByOthers(measurement: Measurement): boolean {
  const invalid = findings(measurement).filter(({ level }) => level === 'invalid')
  return invalid.some(({ code }) => code === 'foreign-cpu') && invalid.every(({ code }) => byOthers.includes(code))
}
