import { z } from 'zod'
import { didYouMean } from '../../nearest.js'
import { duration, leaf, positiveDuration, text, toggle, word } from '../fields.js'
import { section } from '../section.js'
import { type Ability, abilities, stopSignals } from './kind.js'
import { unknownVariable, variables } from './variables.js'

/** A folder of backends as a person writes it: backend.yaml. `toKinds` completes what this returns. */
export const backendFolderSchema = section(
  {
    name: text('Name of the kind, or of the folder where it has variants.', 'my-app', name(), 'a name such as my-app'),
    description: line('One line on what it is.', 'The shop, as it runs in production.'),
    ...kindShape(),
    variants: z
      .record(text('Name of the variant.', 'gunicorn', name(), 'a name such as gunicorn'), variantSchema(), {
        error: 'expected a map of variants, each with a name of its own',
      })
      .optional()
      .meta({ description: 'Several ways to serve it; each is a kind, and says what differs from what stands above.' }),
  },
  'a folder of backends',
)

/** One way to serve it. */
export type VariantDocument = Partial<z.output<ReturnType<typeof variantSchema>>>

/** backend.yaml as read: units gone, variants not yet completed. */
export type BackendFolderDocument = z.output<typeof backendFolderSchema>

function variantSchema() {
  return section(
    { description: line('One line on what it is.', 'gunicorn, sync workers').optional(), ...kindShape() },
    'a variant',
  )
}

/** All that a variant may say, and the folder for all its variants. */
function kindShape() {
  return {
    title: line(
      `Name in reports; "\${version}" stands for the version. Default: the name.`,
      `gunicorn \${version} sync`,
      ['version'],
    ).optional(),
    command: argv('Program and arguments. It must stay in the foreground.', `[node, server.js, '\${port}']`).optional(),
    version: argv('Command that prints the version of the server.', '[node, --version]', []).optional(),
    env: z
      .record(z.string(), line('Its value.', `\${name}`, Object.keys(variables)), {
        error: 'expected a map of variables',
      })
      .optional()
      .meta({ description: 'Environment of the server, beside that of lbbench.', example: `{ PORT: '\${port}' }` }),
    ready: readySchema().optional().meta({ description: 'How it is known that it serves.' }),
    stop: stopSchema().optional().meta({ description: 'How it is ended.' }),
    needs: z
      .array(needSchema(), { error: 'expected a list of what must be installed' })
      .optional()
      .meta({ description: 'What must be installed.' }),
    concurrency: concurrencySchema().optional().meta({ description: 'What workers and threads are to it.' }),
    can: z
      .array(ability(), { error: `expected a list of ${abilities.join(', ')}` })
      .optional()
      .meta({
        description: 'What of a scenario it does, beyond answering; docs/backends.md explains each.',
        example: '[demand, errors]',
      }),
  }
}

function readySchema() {
  return section(
    {
      path: text(
        'It is ready once GET of this path is answered with a status below 400.',
        '/health',
        /^\/\S*$/,
        'a path',
      ).prefault('/'),
      timeout: positiveDuration('How long that may take.', '10s').prefault('30s'),
    },
    'ready',
  ).transform(({ path, timeout }) => ({ path, timeoutMs: timeout }))
}

function stopSchema() {
  return section(
    {
      signal: word('Signal that asks it to end.', stopSignals).prefault('SIGTERM'),
      grace: duration('How long it may take before it is killed.', '2s').prefault('2s'),
    },
    'stop',
  ).transform(({ signal, grace }) => ({ signal, graceMs: grace }))
}

function needSchema() {
  return section(
    {
      name: line('What it is, for people.', 'gunicorn'),
      check: argv('Command that succeeds where it is there.', '[gunicorn, --version]', []),
      install: line('Command that installs it.', 'apt-get install gunicorn'),
    },
    'something that must be installed',
  )
}

function concurrencySchema() {
  const meaning = (whose: string, example: string) =>
    leaf({ type: ['string', 'boolean'], pattern: '\\S' }, value => {
      if (value === false || (typeof value === 'string' && /\S/.test(value))) return value
      throw new Error(`expected what ${whose} are, such as ${example}, or false`)
    }).meta({ description: `What \`${whose}\` are to it; false: there is one.`, example })
  return section(
    {
      workers: meaning('workers', 'processes').prefault(false),
      threads: meaning('threads', 'threads').prefault(false),
      unlimited: toggle('Whether it serves whoever comes at once, however many there are.', true).prefault(false),
    },
    'concurrency',
  )
}

function ability() {
  return word('Something it does.', abilities as readonly string[] as readonly [Ability, ...Ability[]])
}

/** A command: a list of words, the first of them a program. */
function argv(description: string, example: string, known: readonly string[] = Object.keys(variables)) {
  return z
    .array(line('A word of it.', `\${port}`, known), { error: 'expected a list of words, the program first' })
    .min(1, { error: 'expected a list of words, the program first' })
    .transform(([program, ...rest]): [string, ...string[]] => [program!, ...rest])
    .meta({ description, example })
}

/** One line of text that uses no variable but these. */
function line(description: string, example: string, known: readonly string[] = []) {
  const read = (value: unknown): string => {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string' || !/^[^\n]*\S[^\n]*$/.test(value)) throw new Error('expected a line of text')
    const unknown = unknownVariable(value, known)
    if (unknown === undefined) return value
    if (known.length === 0) throw new Error('no variable is known here')
    throw new Error(`there is no variable \${${unknown}}${didYouMean(unknown, known)}; known: ${known.join(', ')}`)
  }
  return leaf({ type: ['string', 'number'], pattern: '\\S' }, read).meta({ description, example })
}

function name(): RegExp {
  return /^[A-Za-z0-9][\w.-]{0,63}$/
}
