import type { LbbenchError } from '../../errors.js'
import type { Ending } from '../../report/html/live/news.js'

/**
 * What whoever looks is told at the end.
 * @param kept the report's file, as to be shown
 */
export function endingOf(failure: LbbenchError | undefined, kept: string): Ending {
  const where = `This report is kept as ${kept}; the page stays as long as it is open, but cannot be loaded again.`
  return failure === undefined
    ? { says: where, failed: false }
    : { says: `${sentence(failure.message)} What was measured until then is here. ${where}`, failed: true }
}

/** A message as a sentence among others. */
const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
