import { formatDuration } from '../../units.js'
import { linearTicks } from '../chart/ticks.js'
import type { Drill } from './drills.js'
import type { TimeColumns } from './timeline-columns.js'

/** When each incident was, its name over its span: "├─ crash ──┤"; of one that takes no time "▼ join". As few lines as do not overlap. */
export function incidentRuler(drills: readonly Drill[], columns: TimeColumns): string[] {
  const lines: string[] = []
  for (const drill of drills) {
    const { start, text } = spanOf(drill, columns)
    const free = lines.findIndex(line => line.length < start)
    const line = free < 0 ? '' : lines[free]!
    lines[free < 0 ? lines.length : free] = line.padEnd(start) + text
  }
  return lines
}

function spanOf({ name, fromMs, toMs }: Drill, { at, count }: TimeColumns): { start: number; text: string } {
  const start = Math.min(count - 1, Math.floor(at(fromMs)))
  const end = Math.min(count, Math.ceil(at(toMs)))
  const room = end - start - 2
  const text = toMs <= fromMs ? `▼ ${name}` : room >= name.length ? inside(name, room) : `${bar(room)} ${name}`
  if (start + text.length <= count) return { start, text }
  // What begins near the end has its name before it.
  const sign = toMs <= fromMs ? '▼' : bar(room)
  const before = Math.max(0, start - name.length - 1)
  return { start: before, text: `${name.slice(0, Math.max(0, start - before - 1))} ${sign}` }
}

const bar = (room: number): string => (room < 0 ? '┃' : `├${'─'.repeat(room)}┤`)

function inside(name: string, room: number): string {
  const left = Math.floor((room - name.length) / 2)
  return `├${'─'.repeat(left)}${name}${'─'.repeat(room - name.length - left)}┤`
}

/** Axis and its labels: heavy where an incident is. */
export function timeAxis(drills: readonly Drill[], columns: TimeColumns): [string, string] {
  const { count, columnMs, at } = columns
  const axis = new Array<string>(count).fill('─')
  for (const { fromMs, toMs } of drills)
    axis.fill('━', Math.floor(at(fromMs)), Math.max(Math.floor(at(fromMs)) + 1, Math.min(count, Math.ceil(at(toMs)))))
  const endMs = count * columnMs
  let labels = ''
  for (const tick of ticksOf(endMs, count)) {
    const text = formatDuration(tick)
    const start = Math.min(count - text.length, Math.round(at(tick)))
    if (labels === '' || start > labels.length + 1) labels = labels.padEnd(start) + text
  }
  return [axis.join(''), labels]
}

/** Round times, ms, about one in twelve columns. */
function ticksOf(endMs: number, count: number): number[] {
  const ticks = linearTicks(0, endMs)
  const stride = Math.max(1, Math.ceil((ticks.length * 8) / count))
  return ticks.filter((_, i) => i % stride === 0)
}
