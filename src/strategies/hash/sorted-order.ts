/**
 * The order that sorts these columns: by the first; of equals, by the second; and so on; of equals in all, as they stand.
 * A radix sort, for it takes O(n), is stable, and numbers of 64 bits need no object each.
 */
export function sortedOrder(...columns: readonly Uint32Array[]): Uint32Array {
  const size = columns[0].length
  let order = Uint32Array.from({ length: size }, (_, i) => i)
  let spare = new Uint32Array(size)
  for (const column of [...columns].reverse()) {
    for (let shift = 0; shift < 32; shift += digitBits) {
      if (sortByDigit(column, shift, order, spare)) [order, spare] = [spare, order]
    }
  }
  return order
}

/** Eleven bits at a time: three passes a column, and their counts stay in the fastest cache. */
const digitBits = 11
const digits = 2048

/** False where all have the same digit, so nothing was written. */
function sortByDigit(column: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): boolean {
  const places = new Uint32Array(digits)
  for (let i = 0; i < column.length; i++) places[(column[i] >>> shift) & (digits - 1)]++
  let place = 0
  for (let digit = 0; digit < digits; digit++) {
    const count = places[digit]
    if (count === column.length) return false
    places[digit] = place
    place += count
  }
  for (const i of from) to[places[(column[i] >>> shift) & (digits - 1)]++] = i
  return true
}
