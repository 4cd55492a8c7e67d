import type { Scale } from '../chart/scale.js'
import { element } from '../xml.js'
import { type Frame, label, px, stroke } from './frame.js'

/** Values over time, a line a candidate. */
export interface Panel {
  /** What it shows, with the unit: stands above it. */
  readonly head: string
  readonly lines: readonly (readonly (number | null)[])[]
  /** Of a value, ms wide: where points lie in time. */
  readonly columnMs: number
  readonly scale: Scale
  readonly format: (value: number) => string
}

/** Grid, axis, lines, head of one panel. */
export function drawPanel(panel: Panel, frame: Frame): string[] {
  const { head, scale, format, lines } = panel
  const { left, right, top, bottom } = frame
  const y = yOf(panel, frame)
  return [
    label(head, { x: left, y: top - 8, look: 'head' }),
    ...scale.ticks.flatMap(tick => [
      stroke([left, y(tick)], [right, y(tick)], 'grid'),
      label(format(tick), { x: left - 8, y: y(tick) + 4, look: 'faint', anchor: 'end' }),
    ]),
    stroke([left, bottom], [right, bottom], 'axis'),
    ...lines.map((values, k) => line(values, { k, panel, frame })),
  ]
}

/** Where a value lies, from the top of the picture. */
export function yOf({ scale }: Panel, { top, bottom }: Frame): (value: number) => number {
  return value => top + (scale.line(value) / (scale.height - 1)) * (bottom - top)
}

/** A point in the middle of each column; the line breaks where there is nothing. */
function line(
  values: readonly (number | null)[],
  { k, panel, frame }: { readonly k: number; readonly panel: Panel; readonly frame: Frame },
): string {
  const y = yOf(panel, frame)
  let isDown = false
  let d = ''
  for (const [column, value] of values.entries()) {
    if (value === null) {
      isDown = false
      continue
    }
    const at = `${px(frame.x((column + 0.5) * panel.columnMs))} ${px(y(value))}`
    // A point that stands alone is a dash as wide as its column.
    const isAlone = !isDown && (values[column + 1] ?? null) === null
    const width = px(frame.x(panel.columnMs) - frame.x(0))
    d += isDown ? `L${at}` : `M${at}${isAlone ? `h${width}` : ''}`
    isDown = true
  }
  return element('path', { class: `line s${k} d${k}`, d })
}
