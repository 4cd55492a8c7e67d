import type { Options as YargsOption } from 'yargs'
import type { Candidate } from '../../bench/candidate.js'
import { plainSettings, type TargetSettings } from '../../bench/target.js'
import { LbbenchError } from '../../errors.js'
import type { Args } from '../command.js'

/** Flags about balancers that are there already. */
export const targetOptions: Readonly<Record<string, YargsOption>> = {
  'target-backends': {
    type: 'string',
    group: 'Target:',
    describe: `header of the answer that names the backend [${plainSettings.backendHeader}]`,
  },
  'target-header': {
    type: 'string',
    array: true,
    nargs: 1,
    group: 'Target:',
    describe: "sent with every request to a target, e.g. 'Authorization: Bearer ...'; may be repeated; shown nowhere",
  },
  'target-insecure': { type: 'boolean', group: 'Target:', describe: 'take any certificate, also a self-signed one' },
}

/** As flags of the command line that repeats a run, in this order. */
export const targetFlags = Object.keys(targetOptions)

/**
 * The candidates, those that are targets with what the flags say.
 * @throws LbbenchError USAGE where a flag is wrong, or is about a target and there is none
 */
export function withTargetSettings(candidates: readonly Candidate[], args: Args): Candidate[] {
  const given = targetFlags.find(name => args[name] !== undefined && args[name] !== false)
  if (given !== undefined && candidates.every(({ target }) => target === undefined))
    throw new LbbenchError(
      'USAGE',
      `--${given} is about a target, and no candidate is one`,
      'name one, such as --strategies target:https://lb.example/',
    )
  const settings = settingsOf(args)
  return candidates.map(one => (one.target === undefined ? one : { ...one, target: { ...one.target, settings } }))
}

/** The flags with the values of headers left out: they may be secret, and a report is shown around. */
export function withoutSecrets(args: Args): Args {
  const given = args['target-header'] as string[] | undefined
  if (given === undefined) return args
  return { ...args, 'target-header': given.map(text => `${text.slice(0, text.indexOf(':'))}: ***`) }
}

function settingsOf(args: Args): TargetSettings {
  const backends = args['target-backends'] as string | undefined
  if (backends !== undefined && !token.test(backends))
    throw new LbbenchError(
      'USAGE',
      `--target-backends "${backends}": expected the name of a header, such as x-served-by`,
    )
  return {
    backendHeader: backends?.toLowerCase() ?? plainSettings.backendHeader,
    headers: ((args['target-header'] as string[] | undefined) ?? []).map(headerOf),
    insecure: args['target-insecure'] === true,
  }
}

/** RFC 9110 5.1. */
const token = /^[!#$%&'*+.^_`|~\w-]+$/
/** RFC 9110 5.5: what could end the line, and with it begin another header, is not in it. */
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/

/** What frames the message, or names a client, is the generator's own. */
const ownHeaders =
  /^(host|connection|content-length|transfer-encoding|upgrade|expect|te|trailer|cookie|x-forwarded-for)$|^x-lbbench-/

/** The value is in no message: it may be what the user wants nobody to see. */
function headerOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':')
  const name = text.slice(0, Math.max(0, colon)).trim()
  const value = text.slice(colon + 1).trim()
  if (colon < 0 || !token.test(name))
    throw new LbbenchError('USAGE', "--target-header: expected a name, a colon and a value, such as 'X-Key: secret'")
  if (!fieldValue.test(value))
    throw new LbbenchError('USAGE', `--target-header ${name}: its value has a character that no header can hold`)
  if (ownHeaders.test(name.toLowerCase()))
    throw new LbbenchError('USAGE', `--target-header ${name}: lbbench sets this header itself`, 'leave it out')
  return [name, value]
}
