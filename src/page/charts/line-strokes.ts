import type { ChartLine, LinesData } from '../../report/html/chart/lines-data.js'
import type { Look } from './look.js'

/** A line as it is drawn. */
export interface Stroke {
  /** Whose it is: of lines that are the same in every point one is drawn, for of those only the last would be seen. */
  readonly ids: readonly string[]
  readonly role: ChartLine['role']
  /** As each is called on the picture: "lc", "ideal", "lc, virtual time". */
  readonly names: readonly string[]
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
  const shown = lines.filter(({ id, role }) => role === 'ideal' || role === 'reference' || look.shown.has(id))
  const courses = new Map<string, ChartLine[]>()
  for (const line of shown) {
    const course = courseOf(line)
    courses.set(course, [...(courses.get(course) ?? []), line])
  }
  return [...courses.values()]
    .map(same => strokeOf(same, at, look))
    .sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role))
}

/** What a line is and where it runs, without whose it is. */
const courseOf = ({ id: _, ...course }: ChartLine): string => JSON.stringify(course)

function strokeOf(same: readonly ChartLine[], at: readonly number[], look: Look): Stroke {
  const [line] = same as readonly [ChartLine]
  return {
    ids: same.map(({ id }) => id),
    role: line.role,
    names: same.map(line => nameOf(line, look)),
    points: pointsOf(line, at),
    risesAt: line.risesAt,
    ...styleOf(line, look),
  }
}

const order: readonly ChartLine['role'][] = ['reference', 'ideal', 'law', 'twin', 'before', 'candidate']

function pointsOf({ at: own, values, low, high }: ChartLine, shared: readonly number[]): LinePoint[] {
  const at = own ?? shared
  return values.map((y, i) => ({ x: at[i]!, y, low: low?.[i] ?? null, high: high?.[i] ?? null }))
}

const nameOf = ({ id, role }: ChartLine, look: Look): string => `${look.nameOf(id)}${suffixes[role] ?? ''}`

const suffixes: Partial<Record<ChartLine['role'], string>> = {
  twin: ', virtual time',
  before: ', before',
  law: ', law',
}

type Style = Pick<Stroke, 'color' | 'dash' | 'width' | 'opacity'>

/** Who runs is in colour; what they are held against is grey, or thin. */
function styleOf({ id, role }: ChartLine, { colorOf, dashOf }: Look): Style {
  const color = colorOf(id)
  switch (role) {
    case 'candidate':
      return { color, dash: dashOf(id), width: 2, opacity: 1 }
    case 'twin':
    case 'law':
      return { color, dash: '1 3', width: 1.2, opacity: 0.9 }
    case 'before':
      return { color, dash: '1 4', width: 2, opacity: 0.8 }
    case 'ideal':
    case 'reference':
      return { color: 'var(--faint)', dash: '4 4', width: 1.5, opacity: 1 }
  }
}
