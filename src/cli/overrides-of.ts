import { shownUrl } from '../live/sessions/store-access.js'
import { overrideFlags } from '../scenario/override-flags.js'
import type { Overrides } from '../scenario/overrides.js'
import type { Args } from './command.js'
import { flagWords, shellWord } from './shell-words.js'

/** The flags that change the scenario, as typed. */
export function overridesOf(args: Args): Overrides {
  const given = overrideFlags.filter(({ name }) => args[name] !== undefined).map(({ name }) => [name, args[name]])
  return Object.fromEntries(given)
}

/** The command line that repeats a run: scenario and all flags that matter to its results, as far as they were given. */
export function commandLineOf(command: string, args: Args, flags: readonly string[]): string {
  const names = [...new Set([...flags, ...overrideFlags.map(({ name }) => name)])]
  const words = names.flatMap(name =>
    [args[name] ?? []].flat().flatMap(value => flagWords(name, name === 'redis' ? withoutPassword(value) : value)),
  )
  return ['lbbench', command, shellWord(String(args.scenario)), ...words].join(' ')
}

/** A report goes round; whoever repeats the run knows the password. */
function withoutPassword(url: unknown): unknown {
  return typeof url === 'string' && URL.canParse(url) ? shownUrl(url) : url
}
