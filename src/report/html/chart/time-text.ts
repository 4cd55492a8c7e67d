/** A time of a run in the unit that its axis has, three digits: "0.1 s", "5 min", "5 h". @param spanMs of the axis */
export function timeText(ms: number, spanMs: number): string {
  const { name, size } = units.find(unit => spanMs >= 3 * unit.size) ?? units.at(-1)!
  return `${Number((ms / size).toPrecision(3))} ${name}`
}

/** As the page's axes of time have them. */
const units = [
  { name: 'h', size: 3_600_000 },
  { name: 'min', size: 60_000 },
  { name: 's', size: 1000 },
]
