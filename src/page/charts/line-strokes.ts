import type { ChartLine, LinesData } from '../../report/html/chart/lines-data.js'
import type { Look } from './look.js'

/** A line as it is drawn. */
export interface Stroke {
  readonly id: string
  readonly role: ChartLine['role']
  /** As it is called on the picture: "lc", "ideal", "lc, virtual time". */
  readonly name: string
  readonly points: readonly LinePoint[]
  /** See `ChartLine`. */
  readonly risesAt: number | undefined
  readonly color: string
  readonly dash: string
  readonly width: number
  readonly opacity: number
}

export interface LinePoint {
  readonly x: number
  readonly y: number | null
  readonly low: number | null
  readonly high: number | null
}

/** Lines of the candidates that are shown, those that matter less first: the last one drawn lies on top. */
export function strokesOf({ at, lines }: Pick<LinesData, 'at' | 'lines'>, look: Look): Stroke[] {
  return lines
    .filter(({ id, role }) => role === 'ideal' || role === 'reference' || look.shown.has(id))
    .map(line => ({
      id: line.id,
      role: line.role,
      points: pointsOf(line, at),
      risesAt: line.risesAt,
      ...styleOf(line, look),
    }))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

const order: readonly ChartLine['role'][] = ['reference', 'ideal', 'law', 'twin', 'before', 'candidate']

function pointsOf({ at: own, values, low, high }: ChartLine, shared: readonly number[]): LinePoint[] {
  const at = own ?? shared
  return values.map((y, i) => ({ x: at[i]!, y, low: low?.[i] ?? null, high: high?.[i] ?? null }))
}

type Style = Pick<Stroke, 'name' | 'color' | 'dash' | 'width' | 'opacity'>

/** Who runs is in colour; what they are held against is grey, or thin. */
function styleOf({ id, role }: ChartLine, { colorOf, dashOf }: Look): Style {
  const color = colorOf(id)
  switch (role) {
    case 'candidate':
      return { name: id, color, dash: dashOf(id), width: 2, opacity: 1 }
    case 'twin':
      return { name: `${id}, virtual time`, color, dash: '1 3', width: 1.2, opacity: 0.9 }
    case 'before':
      return { name: `${id}, before`, color, dash: '1 4', width: 2, opacity: 0.8 }
    case 'law':
      return { name: `${id}, law`, color, dash: '1 3', width: 1.2, opacity: 0.9 }
    case 'ideal':
    case 'reference':
      return { name: id, color: 'var(--faint)', dash: '4 4', width: 1.5, opacity: 1 }
  }
}
