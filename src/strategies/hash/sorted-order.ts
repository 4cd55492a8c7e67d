/** Hashes in ascending order, and which of the unsorted each of them is. */
export interface Sorted {
  readonly hashes: Uint32Array
  readonly order: Uint32Array
}

/**
 * Sorts hashes in [0, 2^32); of equals, by `then` where given; of equals in both, as they stand.
 *
 * Hashes are spread evenly, so with as many buckets as there are hashes each goes to its place, or a few beside it, in one
 * step, and an insertion sort does the rest: O(n), where a comparison sort of a ring takes several times as long.
 */
export function sortedOrder(column: Uint32Array, then?: Uint32Array): Sorted {
  const sorted = inBuckets(column)
  const { hashes, order } = sorted
  const isBefore = (hash: number, item: number, other: number): boolean =>
    hash < hashes[other] || (hash === hashes[other] && then !== undefined && then[item] < then[order[other]])
  for (let i = 1; i < hashes.length; i++) {
    const [hash, item] = [hashes[i], order[i]]
    let place = i
    for (; place > 0 && isBefore(hash, item, place - 1); place--) {
      hashes[place] = hashes[place - 1]
      order[place] = order[place - 1]
    }
    hashes[place] = hash
    order[place] = item
  }
  return sorted
}

/** By their leading bits only. */
function inBuckets(column: Uint32Array): Sorted {
  const size = column.length
  const shift = Math.clz32(size | 1)
  const places = new Uint32Array(2 ** (32 - shift))
  for (let i = 0; i < size; i++) places[column[i] >>> shift]++
  for (let bucket = 0, begin = 0; bucket < places.length; bucket++) {
    const count = places[bucket]
    places[bucket] = begin
    begin += count
  }
  const [hashes, order] = [new Uint32Array(size), new Uint32Array(size)]
  for (let i = 0; i < size; i++) {
    const place = places[column[i] >>> shift]++
    hashes[place] = column[i]
    order[place] = i
  }
  return { hashes, order }
}
