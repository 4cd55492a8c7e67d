import { LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import { parseDuration } from '../../units.js'
import { readWeight } from './backend-settings.js'

/** One thing that happens; `where` is "file:line" for messages, '' where it was not written by a person. */
export type RouteStep = { readonly where: string } & (
  | { readonly do: 'get' | 'hold'; readonly client: string; readonly path: string }
  | { readonly do: 'end'; readonly backend: string; readonly all: boolean }
  | { readonly do: 'down' | 'up' | 'fail' | 'heal'; readonly backend: string }
  | { readonly do: 'weight'; readonly backend: string; readonly weight: number }
  | { readonly do: 'wait'; readonly ms: number }
)

/** Who asks where nobody is named. */
export const loopback = '127.0.0.1'

/**
 * script ::= a step a line; blank lines and lines that begin with "#" are passed over
 * step   ::= [ COUNT "x" ] ( "get" | "hold" ) [ client [ path ] ] | "end" NAME [ "all" ]
 *          | ( "down" | "up" | "fail" | "heal" ) NAME | "weight" NAME WHOLE | "wait" DURATION
 * A client, path or name with blanks, or an empty one, stands in double quotes, as in JSON.
 *
 * `get` is answered before the next step; `hold` stays open until `end`, which ends the one held longest at a backend, or
 * all. A backend that is `down` is not asked; one that `fail`s refuses connections, and the balancer has to find out.
 * @param file begins every message
 * @param names of the backends
 * @throws LbbenchError USAGE or UNKNOWN_NAME, with file and line
 */
export function parseScript(text: string, file: string, names: readonly string[]): RouteStep[] {
  return text.split('\n').flatMap((line, i) => {
    const source = line.trim()
    return source === '' || source.startsWith('#') ? [] : stepsOf(source, `${file}:${i + 1}`, names)
  })
}

function stepsOf(source: string, where: string, names: readonly string[]): readonly RouteStep[] {
  const words = wordsOf(source, where)
  const count = countOf(words[0]!)
  const [verb = '', ...rest] = count === undefined ? words : words.slice(1)
  const form = Object.hasOwn(forms, verb) ? forms[verb] : undefined
  if (form === undefined) throw unknownStep(verb, where)
  if (rest.length < form.least || rest.length > form.most) throw wrong(where, `"${source}": write ${form.usage}`)
  const step = form.read(rest, where, names)
  if (count === undefined) return [step]
  if (step.do !== 'get' && step.do !== 'hold') throw wrong(where, `"${source}": only get and hold take a count`)
  return Array.from({ length: count }, () => step)
}

interface Form {
  readonly usage: string
  readonly least: number
  readonly most: number
  read(words: readonly string[], where: string, names: readonly string[]): RouteStep
}

const forms: Readonly<Record<string, Form>> = {
  get: request('get'),
  hold: request('hold'),
  end: {
    usage: 'end NAME or end NAME all',
    least: 1,
    most: 2,
    read([name = '', all], where, names) {
      if (all !== undefined && all !== 'all') throw wrong(where, `"${all}": write ${forms.end!.usage}`)
      return { do: 'end', backend: known(name, where, names), all: all === 'all', where }
    },
  },
  down: change('down'),
  up: change('up'),
  fail: change('fail'),
  heal: change('heal'),
  weight: {
    usage: 'weight NAME W',
    least: 2,
    most: 2,
    read: ([name = '', weight = ''], where, names) => ({
      do: 'weight',
      backend: known(name, where, names),
      weight: readWeight(`${where}: ${name}`, weight),
      where,
    }),
  },
  wait: {
    usage: 'wait 2s',
    least: 1,
    most: 1,
    read: ([duration = ''], where) => ({ do: 'wait', ms: durationOf(duration, where), where }),
  },
}

function request(verb: 'get' | 'hold'): Form {
  return {
    usage: `${verb}, ${verb} CLIENT or ${verb} CLIENT PATH`,
    least: 0,
    most: 2,
    read: ([client = loopback, path = '/'], where) => ({ do: verb, client, path, where }),
  }
}

function change(verb: 'down' | 'up' | 'fail' | 'heal'): Form {
  const read: Form['read'] = ([name = ''], where, names) => ({ do: verb, backend: known(name, where, names), where })
  return { usage: `${verb} NAME`, least: 1, most: 1, read }
}

function known(name: string, where: string, names: readonly string[]): string {
  if (names.includes(name)) return name
  const message = `${where}: there is no backend "${name}"${didYouMean(name, names)}`
  throw new LbbenchError('UNKNOWN_NAME', message, `backends: ${names.join(', ')}`)
}

function durationOf(text: string, where: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    throw wrong(where, `"${text}": ${(error as Error).message}`)
  }
}

function countOf(word: string): number | undefined {
  const count = /^(\d{1,7})x$/.exec(word)?.[1]
  return count === undefined ? undefined : Number(count)
}

function wordsOf(source: string, where: string): string[] {
  return [...source.matchAll(/"(?:[^"\\]|\\.)*"(?=\s|$)|\S+/g)].map(([word]) => {
    if (!word.startsWith('"')) return word
    try {
      return JSON.parse(word) as string
    } catch {
      throw wrong(where, `${word} is no text in double quotes`)
    }
  })
}

function unknownStep(verb: string, where: string): LbbenchError {
  const verbs = Object.keys(forms)
  const message = `${where}: unknown step "${verb}"${didYouMean(verb, verbs)}`
  return new LbbenchError('USAGE', message, `steps: ${verbs.map(name => forms[name]!.usage).join('; ')}`)
}

function wrong(where: string, message: string): LbbenchError {
  return new LbbenchError('USAGE', `${where}: ${message}`)
}
