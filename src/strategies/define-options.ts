import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import type { OptionSpec } from './strategy.js'

/**
 * Whether the options that somebody's strategy declares can be asked for and keep to their own bounds.
 * @throws LbbenchError STRATEGY_FILE, naming the option and what is wrong with it
 */
export function checkOptionSpecs(options: Readonly<Record<string, OptionSpec>>): void {
  for (const [name, spec] of Object.entries(options)) {
    const fault = nameFault(name) ?? shapeFault(spec) ?? kindFault(spec)
    if (fault !== undefined)
      throw new LbbenchError(
        'STRATEGY_FILE',
        `option "${name}" of a strategy ${fault}`,
        'docs/plugins.md shows how options are declared',
      )
  }
}

/** "?", "&", "=" and "," end a name on the command line. */
function nameFault(name: string): string | undefined {
  return /^[A-Za-z_][\w-]*$/.test(name) ? undefined : 'needs a name of letters, digits, "_" and "-"'
}

const fields = ['summary', 'default', 'min', 'max', 'integer', 'values']

function shapeFault(spec: unknown): string | undefined {
  if (typeof spec !== 'object' || spec === null) return 'must be an object such as { summary: "...", default: 3 }'
  const unknown = Object.keys(spec).find(key => !fields.includes(key))
  if (unknown !== undefined) return `has no field "${unknown}"${didYouMean(unknown, fields)}`
  const { summary } = spec as { summary?: unknown }
  return typeof summary === 'string' && summary !== '' ? undefined : 'needs a summary, one line of text'
}

function kindFault(spec: OptionSpec): string | undefined {
  const kind = typeof spec.default
  if (kind === 'number') return spec.values === undefined ? numberFault(spec) : 'has values, which are for text'
  if (spec.min !== undefined || spec.max !== undefined || spec.integer !== undefined)
    return 'has bounds, which are for numbers'
  if (kind === 'boolean') return spec.values === undefined ? undefined : 'has values, which are for text'
  return kind === 'string' ? textFault(spec) : 'needs a default: a number, text, true or false'
}

function numberFault({ default: standard, min = -Infinity, max = Infinity, integer }: OptionSpec): string | undefined {
  const value = standard as number
  if (!Number.isFinite(value)) return 'has a default that is no finite number'
  if (!(min <= max)) return `has min ${min} above max ${max}`
  if (value < min || value > max) return `has the default ${value}, which is not from ${min} to ${max}`
  return integer === true && !Number.isInteger(value) ? `has the default ${value}, which is not whole` : undefined
}

function textFault({ default: standard, values }: OptionSpec): string | undefined {
  if (values === undefined) return undefined
  if (!Array.isArray(values) || !values.every(value => typeof value === 'string')) return 'has values that are not text'
  return values.includes(standard as string) ? undefined : `has the default "${standard}", which is none of its values`
}
