/**
 * The candidate a person most likely meant by a mistyped word: fewest slips (a letter missing, added, wrong, or two
 * swapped), at most one slip per three letters; one that begins with the word comes before them, itself first. Upper and lower case are the same.
 * Of equally near candidates the first; undefined where none is near.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  const whole = candidates.find(candidate => candidate.toLowerCase() === typed) ?? completion(typed, candidates)
  if (whole !== undefined) return whole
  let best: string | undefined
  let bestSlips = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const candidate of candidates) {
    const slips = slipsBetween(typed, candidate.toLowerCase())
    if (slips < bestSlips) {
      best = candidate
      bestSlips = slips
    }
  }
  return best
}

/** The end of an error message, from its semicolon on: `; did you mean "rr"?`; empty where nothing is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : `; did you mean "${near}"?`
}

/** Below three letters nearly everything is a beginning of something. */
function completion(typed: string, candidates: readonly string[]): string | undefined {
  return typed.length < 3 ? undefined : candidates.find(candidate => candidate.toLowerCase().startsWith(typed))
}

/** Damerau-Levenshtein distance, optimal string alignment variant: no part is edited twice. */
function slipsBetween(a: string, b: string): number {
  let twoUp: number[] = []
  let up = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let slips = Math.min(up[j] + 1, row[j - 1] + 1, up[j - 1] + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) slips = Math.min(slips, twoUp[j - 2] + 1)
      row.push(slips)
    }
    twoUp = up
    up = row
  }
  return up[b.length]
}
