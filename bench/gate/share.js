// A share of runs, with what it may be: Clopper and Pearson (1934), exact at 95 %.

/** @returns [low, high] of a share that was seen `count` times in `n` */
export function shareInterval(count, n) {
  const low = count === 0 ? 0 : bisect(p => atLeast(count, n, p) - 0.025)
  const high = count === n ? 1 : bisect(p => 0.025 - atMost(count, n, p))
  return [low, high]
}

/** "0.00 % [0, 0.09]" where it is small, "87 % [85, 89]" else. */
export function shareText(count, n) {
  const [low, high] = shareInterval(count, n).map(share => 100 * share)
  const share = (100 * count) / n
  const digits = high < 2 ? 2 : high < 10 || low > 90 ? 1 : 0
  return `${share.toFixed(digits)} % [${low.toFixed(digits)}, ${high.toFixed(digits)}]`
}

const atLeast = (count, n, p) => 1 - atMost(count - 1, n, p)

function atMost(count, n, p) {
  let sum = 0
  let log = n * Math.log1p(-p)
  for (let k = 0; k <= count; k++) {
    sum += Math.exp(log)
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p)
  }
  return sum
}

/** Where a growing function on (0, 1) crosses zero. */
function bisect(of) {
  let [low, high] = [0, 1]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (of(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}
