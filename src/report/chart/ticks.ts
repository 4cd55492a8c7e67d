/** Digits that a person would write at a logarithmic axis, by how many of them it takes. */
const digits = [
  [1],
  [1, 3],
  [1, 2, 5],
  [1, 1.5, 2, 3, 5, 7],
  [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8],
  [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9],
]

/** Round values between two positive ones, ascending: of the sets above the first with four at least. */
export function logTicks(low: number, high: number): number[] {
  const inside = digits.map(set => decades(low, high).flatMap(power => set.map(digit => Number(`${digit}e${power}`))))
  const fitting = inside.map(ticks => ticks.filter(tick => tick >= low && tick <= high))
  return fitting.find(ticks => ticks.length >= 4) ?? fitting.at(-1)!
}

/** Round values between two, ascending: steps of 1, 2 or 5 of a power of ten, the widest that give four at least. */
export function linearTicks(low: number, high: number): number[] {
  const power = Math.floor(Math.log10(high - low))
  const steps = [power, power - 1].flatMap(exponent => [5, 2, 1].map(digit => Number(`${digit}e${exponent}`)))
  const fitting = steps.map(step => {
    const [first, last] = [Math.ceil(low / step), Math.floor(high / step)]
    return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
  })
  return fitting.find(ticks => ticks.length >= 4) ?? fitting.at(-1)!
}

function decades(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.floor(Math.log10(high))]
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
