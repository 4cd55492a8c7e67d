const steps = '▁▂▃▄▅▆▇█'

/** More rounds make a line that no table has room for. */
const mostPoints = 40

/** Values as bars a character wide, from 0 to `highest`; a dot where there is none. '' of too many. */
export function sparkline(values: readonly (number | null)[], highest: number): string {
  if (values.length > mostPoints || values.length < 2) return ''
  const step = (value: number): number => Math.round((value / highest) * (steps.length - 1))
  return values.map(value => (value === null || highest <= 0 ? '·' : steps[Math.min(7, step(value))]!)).join('')
}
