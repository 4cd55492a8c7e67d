import type { CheckResult } from '../../contract/run-contract.js'

/**
 * A line a check, and below one that fails: what went wrong, where, and the smallest history that shows it.
 * @param shown findings in full so far, in words, each with its check; one that is there is not shown again. Is added to
 */
export function describeCheck(
  { check, title, finding, excused, remark }: CheckResult,
  shown: Map<string, string>,
): string {
  const word = finding === undefined ? (excused === undefined ? 'ok' : 'skip') : 'FAIL'
  const beside = excused ?? remark
  const line = `${word.padEnd(5)} ${check.padEnd(16)} ${title}${beside === undefined ? '' : ` (${beside})`}\n`
  if (finding === undefined) return line
  const where = finding.where === undefined ? '' : ` at ${finding.where}`
  const what = `${finding.what}${where}`
  const before = shown.get(what)
  if (before !== undefined) return `${line}      the same as in ${before}\n`
  shown.set(what, check)
  const history = shortened(finding.history).map(step => `        ${step}\n`)
  return `${line}      it ${what}\n${history.join('')}`
}

/** The end is what shows it. */
function shortened(history: readonly string[]): readonly string[] {
  if (history.length <= 20) return history
  return [history[0]!, `... ${history.length - 16} steps ...`, ...history.slice(-15)]
}
