import { stringify } from 'yaml'
import type { Options } from '../../../strategies/strategy.js'
import type { SetupBackend } from './trial-setup.js'

/** A strategy of ours as a candidate is written, e.g. "haproxy-random?draws=1". */
export function written(strategy: string, options: Options = {}): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${value}`)
  return parts.length === 0 ? strategy : `${strategy}?${parts.join('&')}`
}

/** Text with so many spaces before each line that is not empty. */
export function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}

/** A time as products read it: seconds or milliseconds, one at least, and no more than they keep in 31 bits. */
export function ms(value: number): string {
  const whole = Math.min(Math.max(1, Math.round(value)), 2 ** 31 - 1)
  return whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`
}

/** A YAML document below a comment. */
export function yamlText(comments: readonly string[], value: object): string {
  return comments.map(line => `# ${line}\n`).join('') + stringify(value, { lineWidth: 0 })
}

/** What the least patient backend is given: for products that have one setting for all. */
export function leastOf(backends: readonly SetupBackend[]): {
  readonly maxFails: number
  readonly failTimeoutMs: number
} {
  return {
    maxFails: Math.min(...backends.map(({ spec }) => spec.maxFails)),
    failTimeoutMs: Math.min(...backends.map(({ spec }) => spec.failTimeoutMs)),
  }
}
