import type { Results } from '../../../results/results.js'
import { linearTicks } from '../../chart/ticks.js'
import { list } from '../../list.js'
import { endLabels, labelGap } from '../../svg/end-labels.js'
import { type Frame, label, stroke } from '../../svg/frame.js'
import { lookOf, mostLines } from '../../svg/palette.js'
import { drawPanel, yOf } from '../../svg/panel.js'
import { drawSheet } from '../../svg/picture.js'
import { drillSentences } from '../drill-sentences.js'
import { type Drill, drillsOf } from '../drills.js'
import { describeIncident, whomOf } from '../incident-text.js'
import type { Course } from '../timeline-rows.js'
import { coursesOf, windowsOf } from '../timeline-text.js'
import { panelsOf, type SizedPanel } from './panels.js'
import { nameLine, shades } from './shades.js'

const width = 860
const left = 62
const top = 100
/** Between panels: the head of the lower one. */
const between = 38
/** Of a letter in a name behind a line. */
const letter = 9

/**
 * How it went over time as a picture (SVG 1.1 and CSS, no script): p99, failed requests and what the afflicted backends got, a line
 * a candidate, incidents shaded. Fit for light and dark screens; with a title and a description for who cannot see it. Undefined
 * where the scenario has no incidents.
 */
export function timelineSvg(results: Results): string | undefined {
  const all = coursesOf(results)
  const courses = all.slice(0, mostLines)
  const drills = drillsOf(results)
  if (courses.length === 0) return undefined
  const panels = panelsOf(courses, drills)
  const names = Math.max(...courses.map(({ id }) => id.length))
  const right = width - Math.min(260, 58 + names * letter)
  const endMs = windowsOf(courses) * courses[0]!.timeline.windowMs
  const x = (ms: number): number => left + (ms / endMs) * (right - left)
  // Names of incidents that overlap need lines of their own.
  const probe = shades(drills, { left, right, top, bottom: top, x })
  const frames = framesOf(panels, { left, right, top: top + (Math.max(1, probe.lines) - 1) * nameLine, x })
  const whole: Frame = { ...frames[0]!, bottom: frames.at(-1)!.bottom }
  const { marks, names: incidentNames } = shades(drills, whole)
  const height = whole.bottom + 52
  const notDrawn = all.slice(mostLines).map(({ id }) => id)
  const sheet = {
    ...{ width, height, title: [titleOf(results)], description: describe(results, drills, courses) },
    subtitle: [subtitle(results, courses[0]!, notDrawn)],
  }
  return drawSheet(sheet, [
    ...marks,
    ...incidentNames,
    ...panels.flatMap(({ panel }, i) => drawPanel(panel, frames[i]!)),
    ...timeAxis(whole, endMs),
    ...namesOf(courses, panels[0]!, frames[0]!),
  ])
}

function framesOf(panels: readonly SizedPanel[], { left, right, top, x }: Omit<Frame, 'bottom'>): Frame[] {
  let next = top
  return panels.map(({ height }) => {
    const frame = { left, right, top: next, bottom: next + height, x }
    next = frame.bottom + between
    return frame
  })
}

const titleOf = ({ scenario }: Results): string => `${scenario.name} over time`

function subtitle({ rounds }: Results, { timeline }: Course, notDrawn: readonly string[]): string {
  const windows = `windows of ${timeline.windowMs / 1000} s`
  const more = notDrawn.length === 0 ? '' : `; not drawn: ${whomOf(notDrawn)}`
  return `${rounds.done} round${rounds.done === 1 ? '' : 's'} together: medians of latencies, means of shares; ${windows}${more}`
}

/** What the picture shows, for who cannot see it. */
function describe(results: Results, drills: readonly Drill[], courses: readonly Course[]): string {
  const what = drills.map(drill => describeIncident(drill, results.scenario.durationMs))
  const shown = `Latency, failed requests and where requests went, over time, of ${list(courses.map(({ id }) => id))}.`
  return [shown, `Incidents: ${what.join('; ')}.`, ...drillSentences(results)].join(' ')
}

function timeAxis({ left, right, bottom, x }: Frame, endMs: number): string[] {
  const ticks = linearTicks(0, endMs / 1000)
  return [
    ...ticks.flatMap(tick => [
      stroke([x(tick * 1000), bottom], [x(tick * 1000), bottom + 5], 'axis'),
      label(String(tick), { x: x(tick * 1000), y: bottom + 19, look: 'faint', anchor: 'middle' }),
    ]),
    label('time since measuring began, s', { x: (left + right) / 2, y: bottom + 38, look: 'head', anchor: 'middle' }),
  ]
}

/** Behind where each line of the first panel ends. */
function namesOf(courses: readonly Course[], { panel }: SizedPanel, frame: Frame): string[] {
  const y = yOf(panel, frame)
  const ends = courses.map(({ id }, k) => {
    const last = panel.lines[k]!.findLast(value => value !== null) ?? 1
    return { name: id, look: lookOf(k), y: y(last) }
  })
  return endLabels(ends, { x: frame.right, top: frame.top + 8, bottom: frame.bottom - labelGap / 2 })
}
