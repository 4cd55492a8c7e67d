import { type Bargain, bargainsOf } from '../../../sweep/vary/bargains.js'
import { estimateOf } from '../../../sweep/vary/measured.js'
import type { Trade, Vary } from '../../../sweep/vary/vary.js'
import { list } from '../../list.js'
import { frontSentences } from './front-sentences.js'
import { pointMark, pointName } from './vary-names.js'
import { varyNotes } from './vary-notes.js'
import { noun, valueText, verbOf } from './vary-words.js'

/** What the settings trade: who is on the front, what costs nothing, and what did not differ. */
export function varySentences(vary: Vary): string[] {
  const { trade, points } = vary
  if (trade === null) return ['Nothing that can be told of these settings differs between them.']
  const found = bargainsOf(points, trade).slice(0, mostBargains)
  return [
    ...frontSentences(vary, trade),
    ...found.map(bargain => bargainText(vary, trade, bargain)),
    ...soundOnes(vary),
    ...leftOut(vary, trade),
    ...varyNotes(vary),
  ]
}

const mostBargains = 3

function bargainText(vary: Vary, { x, y }: Trade, { point, other, times, how }: Bargain): string {
  const than = `${pointName(vary, other)} (${valueText(vary, point, x)} against ${valueText(vary, other, x)})`
  const gain =
    times === Infinity
      ? `without any ${noun(y)}, of which the other has ${valueText(vary, other, y)}`
      : `with ${Number(times.toPrecision(2))} times fewer ${noun(y)}`
  return `${pointName(vary, point)} ${verbOf(x, how)} ${than}, ${gain}.`
}

function soundOnes({ points }: Vary): string[] {
  const counts = points.flatMap(({ incidents }) => (incidents ?? []).map(({ metrics }) => metrics.wrongEjections))
  const seen = counts.filter(count => count !== null)
  return seen.length > 0 && seen.every(({ value }) => value === 0) ? ['No setting put a sound backend out.'] : []
}

function leftOut({ points }: Vary, { x, y }: Trade): string[] {
  const out = points.flatMap((point, k) =>
    estimateOf(point, x) === null || estimateOf(point, y) === null ? [pointMark(k)] : [],
  )
  return out.length === 0 ? [] : [`Not in the picture, as they cannot tell both: ${list(out)}.`]
}
