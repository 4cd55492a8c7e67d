import type { CheckResult } from '../../contract/run-contract.js'

/** A line a check, and below one that fails: what went wrong, where, and the smallest history that shows it. */
export function describeCheck({ check, title, finding, excused, remark }: CheckResult): string {
  const word = finding === undefined ? (excused === undefined ? 'ok' : 'skip') : 'FAIL'
  const beside = excused ?? remark
  const line = `${word.padEnd(5)} ${check.padEnd(16)} ${title}${beside === undefined ? '' : ` (${beside})`}\n`
  if (finding === undefined) return line
  const where = finding.where === undefined ? '' : ` at ${finding.where}`
  const history = shortened(finding.history).map(step => `        ${step}\n`)
  return `${line}      it ${finding.what}${where}\n${history.join('')}`
}

/** The end is what shows it. */
function shortened(history: readonly string[]): readonly string[] {
  if (history.length <= 20) return history
  return [history[0]!, `... ${history.length - 16} steps ...`, ...history.slice(-15)]
}
