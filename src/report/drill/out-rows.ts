import { list } from '../list.js'
import type { TimeColumns } from './timeline-columns.js'
import type { Course, Section, TimelineRow } from './timeline-rows.js'

/** So many backends of a candidate have a row each, the ones that were out longest. */
const mostRows = 4

/** Who was out because it looked sick, and when; none where nobody was, or no balancer is seen. */
export function outRows(courses: readonly Course[], columns: TimeColumns): Section[] {
  const rows = courses.flatMap((course, of) => rowsOf(course, of, columns))
  const unseen = courses.filter(({ timeline }) => timeline.backends.some(({ out }) => out === null)).map(({ id }) => id)
  if (rows.length === 0) return []
  const doubt = unseen.length === 0 ? '' : `; not known of ${list(unseen)}`
  const partly = ['▓', '▒'].filter(sign => rows.some(({ signs }) => signs.includes(sign))).join('')
  const fewer = partly === '' ? '' : `, ${partly} in fewer`
  return [{ head: `out, as it looked sick: █ in all rounds${fewer}${doubt}`, rows }]
}

function rowsOf({ id, timeline }: Course, of: number, columns: TimeColumns): TimelineRow[] {
  const ever = timeline.backends
    .map(({ name, out }) => ({ name, out: out ?? [], sum: (out ?? []).reduce((sum, share) => sum + share, 0) }))
    .filter(({ sum }) => sum > 0)
    .sort((a, b) => b.sum - a.sum)
  const shown = ever.slice(0, mostRows).map(({ name, out }) => ({
    label: `${id} ${name}`,
    of,
    signs: columns.of(out, 'mean').map(signOf).join(''),
  }))
  const rest = ever.length - shown.length
  return rest > 0 ? [...shown, { label: id, of, signs: `and ${rest} more` }] : shown
}

/** A column of several windows may see the change itself. */
function signOf(share: number | null): string {
  if (share === null || share === 0) return '·'
  return share >= 0.999 ? '█' : share >= 0.5 ? '▓' : '▒'
}
