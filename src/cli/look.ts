import type { TerminalOptions } from '../report/terminal.js'
import { charsetOf } from './charset.js'
import { type Io, wantsColor, widthOf } from './io.js'

/** How results look where they are printed: with colour or without, how wide, with which characters. */
export function lookOf({ stdout, env }: Pick<Io, 'stdout' | 'env'>): TerminalOptions {
  return { color: wantsColor(stdout, env), width: widthOf(stdout, env), charset: charsetOf(env) }
}
