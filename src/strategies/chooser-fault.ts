import { nearest } from '../nearest.js'

const members = ['pick', 'sent', 'answered', 'changed', 'probed', 'woken']

/** What is wrong with what `start` returned; undefined where it is a chooser. A misspelt call would never be made. */
export function chooserFault(chooser: unknown): string | undefined {
  if (typeof (chooser as { pick?: unknown } | null | undefined)?.pick !== 'function')
    return 'returned no chooser from start: an object with a function pick is due'
  for (const [name, value] of Object.entries(chooser as object)) {
    const meant = typeof value === 'function' && !members.includes(name) ? nearest(name, members) : undefined
    if (meant !== undefined) return `returned a chooser with "${name}", which nobody calls: did you mean "${meant}"?`
  }
  return undefined
}
