import { paint } from '../../report/paint.js'
import { wrapped } from '../../report/wrapped.js'
import { canMeasure, type Finding, type FindingGroup, type Mark } from './finding.js'

/** Columns of marks and names, with the blanks behind them. */
const markWidth = 9
const nameWidth = 16
const indent = '  '

export interface Look {
  readonly color: boolean
  readonly width: number
}

/** A line a finding, its advice below it, and what follows from all of them. */
export function renderFindings(groups: readonly FindingGroup[], look: Look): string {
  const { strong } = paint(look.color)
  const sections = groups.map(
    ({ title, findings }) => `${strong(title)}\n${findings.map(finding => renderFinding(finding, look)).join('')}`,
  )
  return `${sections.join('\n')}\n${conclusion(groups, look)}`
}

function renderFinding({ mark, name, says, advice, command }: Finding, look: Look): string {
  const margin = ' '.repeat(indent.length + markWidth + nameWidth)
  const room = Math.max(20, look.width - margin.length)
  const { faint } = paint(look.color)
  const [first, ...more] = wrapped(says, room)
  const head = `${indent}${painted(mark, look)}${name.padEnd(nameWidth)}${first}`
  const below = [
    ...more,
    ...(advice === undefined ? [] : wrapped(advice, room).map(faint)),
    // One piece, so that it can be copied.
    ...(command === undefined ? [] : [command]),
  ]
  return [head, ...below.map(line => margin + line)].map(line => `${line}\n`).join('')
}

function painted(mark: Mark, { color }: Look): string {
  const { good, bad, caution, faint } = paint(color)
  const paints = { ok: good, caution, missing: faint, unknown: faint, fails: bad }
  return paints[mark](mark) + ' '.repeat(markWidth - mark.length)
}

const busyText =
  'Not now: other programs keep this machine busy, and live runs may come out invalid. Close them, or run with --realtime where it is permitted; --engine virtual is exact on any machine.'

function conclusion(groups: readonly FindingGroup[], look: Look): string {
  const { bad, caution, good } = paint(look.color)
  const all = groups.flatMap(({ findings }) => findings)
  const count = (mark: Mark): number => all.filter(finding => finding.mark === mark).length
  if (!canMeasure(groups)) {
    const names = all.filter(({ mark }) => mark === 'fails').map(({ name }) => name)
    return `${bad('Nothing can be measured here')}: ${names.join(', ')}.\n`
  }
  const cautions = count('caution')
  const counted = cautions === 0 ? 'no cautions' : `${cautions} ${cautions === 1 ? 'caution' : 'cautions'}`
  if (all.some(({ busy }) => busy))
    return `${wrapped(busyText, look.width).map(caution).join('\n')}\n${counted}, ${count('missing')} missing.\n`
  return `${good('lbbench can measure here')}: ${counted}, ${count('missing')} missing.\n`
}
