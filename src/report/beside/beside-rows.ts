import type { Beside, Change, PairChange } from '../../beside/beside.js'
import { changeCell, seenText, sideText, wordOf } from './change-words.js'

/** A metric of a candidate as text: a row of a table. */
export interface Row {
  readonly candidate: string
  readonly metric: string
  readonly before: string
  readonly after: string
  /** "-12 % [-16, -8]"; "-12 % [-16, -8] / rr" in relation to the control. */
  readonly change: string
  /** "better", "worse", "changed", "same"; "~ (12 %)", with what such rounds would have shown; or nothing. */
  readonly verdict: string
  readonly of: Change
}

/** Rows that conclusions are drawn from; of who is the same in all there is nothing to tell. */
export function testedRows(beside: Beside): Row[] {
  return rowsOf(beside, ({ tested }) => tested)
}

/** All else. */
export function otherRows(beside: Beside): Row[] {
  return rowsOf(beside, ({ tested }) => !tested)
}

/** What few ask for: all of it is in the formats for programs, and on the page. */
const rare: readonly string[] = [
  'serviceP50Ms',
  'serviceP99Ms',
  'throughputPerSecond',
  'requests',
  'jainRequests',
  'maxOverMean',
  'cvRequests',
]

/** Of all else what a reader may miss: nothing rare, and nothing that is the same. */
export function telling(rows: readonly Row[]): Row[] {
  return rows.filter(({ of: { metric, standing } }) => standing !== 'same' && !rare.some(name => name === metric))
}

function rowsOf({ pairs, control }: Beside, isWanted: (change: Change) => boolean): Row[] {
  const news = pairs.filter(({ outcome }) => outcome !== 'same')
  return news.flatMap(pair => pair.changes.filter(isWanted).map(change => rowOf(pair, change, control)))
}

function rowOf({ name, outcome }: PairChange, change: Change, control: string | null): Row {
  const { metric, before, after, open, standing, related } = change
  return {
    candidate: outcome === 'control' ? `${name} (control)` : name,
    metric: wordOf(metric),
    before: sideText(metric, before, open.before),
    after: sideText(metric, after, open.after),
    change: changeCell(change) + (related && change.change !== null ? ` / ${control}` : ''),
    verdict: standing === '~' ? `~ (${whyUnclear(change)})` : verdicts[standing],
    of: change,
  }
}

/** What such rounds would have shown, if that is why. */
function whyUnclear(change: Change): string {
  return change.open.before + change.open.after > 0 ? 'end not seen' : (seenText(change) ?? 'next to nothing')
}

const verdicts: Readonly<Record<Exclude<Change['standing'], '~'>, string>> = {
  better: 'better',
  worse: 'worse',
  moved: 'changed',
  same: 'same',
  none: '',
}
