import * as Plot from '@observablehq/plot'
import type { HeatData } from '../../report/html/chart/heat-data.js'
import { axisX, scaleOptions } from './axes.js'
import { stripMarks } from './heat-cells.js'
import { heatFrame } from './heat-frame.js'
import { heatKey } from './heat-key.js'
import { heatSteps, readHeat } from './heat-reading.js'
import type { Look } from './look.js'
import { scaleOf } from './scale.js'
import { offerSteps } from './steps.js'

/** A strip a candidate, a row a backend, a column a part of the run; the colour says what it got. */
export function drawHeat(data: HeatData, look: Look): Element {
  const strips = data.strips.filter(({ candidate }) => look.shown.has(candidate))
  const key = heatKey(data, strips, look.width)
  const frame = heatFrame(strips, { width: look.width, top: key.height, columnMs: data.columnMs })
  const { left, right, top, width, height } = frame
  const axis = { label: 'time', scale: 'linear', unit: 'time', from: 0, to: frame.columns * data.columnMs } as const
  const x = scaleOf(axis, [], width - left - right)
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{ width, height, marginLeft: left, marginRight: right, marginTop: top, marginBottom: 40 },
    x: scaleOptions(x),
    marks: [key.mark, stripMarks(strips, { data, frame, look }), axisX(x)],
  })
  readHeat(picture, { data, strips, frame, look })
  return offerSteps(picture, () => heatSteps({ data, strips, frame, look }))
}
