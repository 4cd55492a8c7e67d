import { formatDuration } from '../../units.js'

/** Steps between labels, in the unit of an axis. */
const steps = [1, 2, 3, 5, 6, 10, 12, 20, 24, 30, 60, 100]
const units = [
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'm' },
  { ms: 1000, name: 's' },
] as const
/** Columns a label has at least. */
const roomOfLabel = 8

/** An axis and its labels, in hours where the run is hours long: "0h      3h      6h". */
export function dayAxis(durationMs: number, count: number): [string, string] {
  const unit = units.find(({ ms }) => durationMs >= 4 * ms)
  const step = unit && steps.find(each => (each * unit.ms * count) / durationMs >= roomOfLabel)
  if (unit === undefined || step === undefined)
    return ['─'.repeat(count), `0${' '.repeat(Math.max(1, count - 8))}${formatDuration(durationMs)}`]
  let labels = ''
  for (let tick = 0; tick * unit.ms <= durationMs; tick += step) {
    const text = `${tick}${unit.name}`
    const start = Math.min(count - text.length, Math.round((tick * unit.ms * count) / durationMs))
    if (labels === '' || start > labels.length) labels = labels.padEnd(start) + text
  }
  return ['─'.repeat(count), labels]
}
