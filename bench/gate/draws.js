// Runs that might have been: whole rounds of those that were recorded, and what is planted in them.
import { readFileSync } from 'node:fs'

/** @returns { head, rounds } of a file of record.js; a round is [one, other], each { metrics, guard, invalid } */
export function readRecording(file) {
  const [head, ...lines] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const rounds = lines.map(({ sides }) => [...sides].sort((a, b) => (a.id < b.id ? -1 : 1)))
  return { head, rounds, loads: lines.map(({ load }) => load) }
}

/** `count` rounds, any of them, with replacement: any order of good and bad moments. */
export function resampled(rounds, count, random) {
  return Array.from({ length: count }, () => swapped(rounds[random.below(rounds.length)], random))
}

/** `count` consecutive rounds: bad moments come together, as they came. */
export function block(rounds, count, random) {
  const from = random.below(rounds.length - count + 1)
  return rounds.slice(from, from + count).map(pair => swapped(pair, random))
}

/** Neither side is the new one: both ran the same code. */
function swapped([one, other], random) {
  return random.next() < 0.5 ? [one, other] : [other, one]
}

/** The new side slower by a factor: in its p99 alone, or in all latencies. */
export function planted(pairs, factor, what) {
  if (factor === 1) return pairs
  return pairs.map(([old, { metrics, ...rest }]) => {
    const slower = Object.entries(metrics).map(([name, value]) => [
      name,
      name === 'p99Ms' || (what === 'all' && /Ms$/.test(name)) ? value * factor : value,
    ])
    return [old, { ...rest, metrics: Object.fromEntries(slower) }]
  })
}
