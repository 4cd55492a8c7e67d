import type { Warning } from '../results/results.js'
import { list } from './list.js'

export interface WarningLine {
  readonly level: Warning['level']
  /** By which docs/troubleshooting.md and `lbbench explain` know it, e.g. "unstable". */
  readonly code: string
  /** Whom it is about, e.g. "rr (likewise lc and iphash)"; undefined: the whole run. */
  readonly about: string | undefined
  readonly message: string
}

/**
 * One line a kind of warning: on a noisy machine every candidate has the same one, and three paragraphs that differ in one
 * number read worse than one. The first candidate's numbers stand for all; each has its own in the harness table.
 */
export function warningLines(warnings: readonly Warning[]): WarningLine[] {
  const kinds = [...new Set(warnings.map(kindOf))]
  return kinds.map(kind => {
    const [first, ...others] = warnings.filter(warning => kindOf(warning) === kind)
    const { level, code, candidate, message } = first!
    const likewise = others.map(other => other.candidate).filter(name => name !== null)
    const about = likewise.length === 0 ? candidate : `${candidate} (likewise ${list(likewise)})`
    return { level, code, about: about ?? undefined, message }
  })
}

/** "caution [unstable]: rr (likewise lc): mean latency ...". */
export function warningText({ level, code, about, message }: WarningLine): string {
  return `${level} [${code}]: ${about === undefined ? '' : `${about}: `}${message}`
}

const kindOf = ({ level, code }: Warning): string => `${level} ${code}`
