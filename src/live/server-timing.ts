/**
 * Goes through a Server-Timing value (https://www.w3.org/TR/server-timing/): metrics parted by commas, each a name with
 * parameters parted by semicolons. `note` gets each with its duration, ms; NaN where it gives none.
 */
export function eachTiming(value: string, note: (name: string, durationMs: number) => void): void {
  for (const metric of value.split(',')) {
    const [name, ...parameters] = metric.split(';')
    note(name!.trim(), durationMs(parameters))
  }
}

function durationMs(parameters: readonly string[]): number {
  for (const parameter of parameters) {
    const [name, value] = parameter.split('=')
    if (name!.trim() === 'dur' && value !== undefined) return Number.parseFloat(value.replaceAll('"', ''))
  }
  return Number.NaN
}
