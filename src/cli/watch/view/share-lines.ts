import type { Glimpse } from '../../../bench/glimpse.js'
import { formatShare } from '../../../units.js'
import { shareBar, sparks } from './bars.js'
import { cutMark, type Look } from './look.js'
import { clipped, padded, rightPadded } from './text-width.js'

/** A name is cut to so many cells; a bar has from 4 to 12; " 100%" follows it. */
const longestName = 12
const leastBar = 4
const mostBar = 12
const percent = 5
const gap = 2
/** Beyond so many lines of bars, backends get a character each. */
const mostLines = 3

/** Who has answered how many of the requests: a bar a backend, or where those are many, a mark each. */
export function shareLines(backends: Glimpse['backends'], look: Look): string[] {
  const total = backends.reduce((sum, { requests }) => sum + requests, 0)
  const shares = backends.map(({ requests }) => (total === 0 ? 0 : requests / total))
  const name = Math.min(longestName, Math.max(0, ...backends.map(backend => backend.name.length)))
  const least = name + 1 + leastBar + percent + gap
  const columns = Math.max(1, Math.min(backends.length, Math.floor((look.width + gap) / least)))
  if (Math.ceil(backends.length / columns) > mostLines) return manyLines(shares, look)
  const bar = Math.max(1, Math.min(mostBar, Math.floor((look.width + gap) / columns) - least + leastBar))
  // A fair share is half a bar, unless somebody has more than two of them.
  const full = Math.max(2 / shares.length, ...shares)
  const cells = backends.map((backend, i) => {
    const label = padded(clipped(backend.name, name, cutMark[look.charset]), name)
    const filled = shareBar(shares[i]! / full, bar, look.charset)
    return `${label} ${look.paint.faint(filled)}${rightPadded(wholePercent(shares[i]!), percent)}`
  })
  return Array.from({ length: Math.ceil(cells.length / columns) }, (_, line) =>
    cells.slice(line * columns, (line + 1) * columns).join(' '.repeat(gap)),
  )
}

function manyLines(shares: readonly number[], { width, charset, paint }: Look): string[] {
  const range = `${formatShare(Math.min(...shares))} to ${formatShare(Math.max(...shares))} of the requests each`
  return [
    clipped(`${shares.length} backends, ${range}`, width, cutMark[charset]),
    paint.faint(sparks(shares, width, charset)),
  ]
}

const wholePercent = (share: number): string => `${Math.round(share * 100)}%`
