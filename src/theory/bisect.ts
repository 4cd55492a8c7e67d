/**
 * The smallest double in (low, high] for which `holds`, to the last bit; `holds` is false below some point and true from
 * it on, and true at `high`.
 */
export function bisect(low: number, high: number, holds: (x: number) => boolean): number {
  let [no, yes] = [low, high]
  for (;;) {
    const middle = no + (yes - no) / 2
    if (middle <= no || middle >= yes) return yes
    if (holds(middle)) yes = middle
    else no = middle
  }
}
