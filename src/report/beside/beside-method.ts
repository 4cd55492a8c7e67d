import type { Beside, Run } from '../../beside/beside.js'

/** "out/before (steady, 2026-05-01 14:03 UTC, 6 rounds)". */
export function runText({ path, results: { scenario, environment, rounds } }: Run): string {
  const done = rounds.done === rounds.planned ? `${rounds.done}` : `${rounds.done} of ${rounds.planned}`
  const at = environment.startedAt.slice(0, 16).replace('T', ' ')
  return `${path} (${scenario.name}, ${at} UTC, ${done} ${rounds.planned === 1 ? 'round' : 'rounds'})`
}

/** How it was compared, in sentences. */
export function besideMethod({ pairs, tests, confidence, looks, alike }: Beside): string[] {
  if (alike !== 'other' || pairs.length === 0) return []
  const paired = pairs.some(({ changes }) => changes.some(one => one.paired))
  const how = paired
    ? 'Rounds of the same requests are paired: a change is estimated from the change of each round (Hodges-Lehmann, t-interval)'
    : 'Rounds before and after are two samples (Welch)'
  const looked = looks === 1 ? '' : `; the runs looked at their data before they ended, which is in it (${looks} looks)`
  const corrected =
    tests === 1
      ? 'better, worse: shown, wrong with 5 % at most'
      : `better, worse: shown, with the p-values of all ${tests} tests corrected together (Holm), so that with 95 % none of them is wrong`
  return [
    `${how}; in brackets ${Number((100 * confidence).toPrecision(4))} % intervals, of latencies and rates in percent of before${looked}.`,
    ...(tests === 0
      ? []
      : [`${corrected}. ~: no difference shown; in brackets what such rounds would have shown with 80 % probability.`]),
  ]
}
