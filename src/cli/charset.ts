import type { Io } from './io.js'

/** With which characters a terminal, or a log, is drawn on. */
export type Charset = 'unicode' | 'ascii'

/**
 * By the locale as POSIX has it (XBD 8.2): the first of LC_ALL, LC_CTYPE and LANG that says anything. One that names no UTF-8
 * gets ASCII; where none says anything it is UTF-8, as in most containers. The console of Linux (TERM=linux) has a
 * font of 256 or 512 characters, few of ours among them.
 */
export function charsetOf(env: Io['env']): Charset {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'C.UTF-8'
  return /utf-?8/i.test(locale) && env.TERM !== 'linux' ? 'unicode' : 'ascii'
}
