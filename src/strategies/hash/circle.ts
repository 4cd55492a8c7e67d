/**
 * Finds points on the circle of 32-bit hashes. Where each of as many equal parts of the circle begins is kept beside the
 * points, so that a search takes O(1) where they are spread evenly, as hashes are.
 */
export interface Circle {
  /** The first point at or behind a hash in [0, 2^32); `points.length` where there is none. */
  find(hash: number): number
}

/** @param points ascending */
export function createCircle(points: Uint32Array): Circle {
  const size = points.length
  const bits = Math.max(1, 32 - Math.clz32(Math.max(0, size - 1)))
  const shift = 32 - bits
  const begins = new Uint32Array(2 ** bits)
  for (let part = 0, point = 0; part < begins.length; part++) {
    while (point < size && points[point] >>> shift < part) point++
    begins[part] = point
  }
  return {
    find(hash) {
      let point = begins[hash >>> shift]
      while (point < size && points[point] < hash) point++
      return point
    },
  }
}
