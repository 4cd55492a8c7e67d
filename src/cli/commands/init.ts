import { writeFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'

const kinds = ['strategy'] as const

export const initCommand: Command = {
  name: 'init',
  usage: 'init <what> <file>',
  summary: 'Write a strategy to begin with, as TypeScript or JavaScript',
  positionals: {
    what: { type: 'string', choices: kinds, demandOption: true, describe: 'what to write' },
    file: {
      type: 'string',
      demandOption: true,
      describe: 'where; .ts or .mts gives TypeScript, .js or .mjs JavaScript',
    },
  },
  options: {},
  examples: [['lbbench init strategy my-strategy.ts', 'then "lbbench test ./my-strategy.ts"']],
  complete: async flag => (flag === undefined ? kinds : []),
  run: init,
}

async function init(args: Args, io: Io): Promise<number> {
  const { starter } = await import('../own/starter.js')
  const file = args.file as string
  const extension = extname(file)
  if (!/^\.m?[jt]s$/.test(extension))
    throw new LbbenchError('USAGE', `init: ${file} must end in .ts, .mts, .js or .mjs`, 'e.g. my-strategy.ts')
  const text = starter(nameOf(basename(file, extension)), /ts$/.test(extension)).replaceAll('FILE', basename(file))
  try {
    await writeFile(resolve(io.cwd, file), text, { flag: 'wx' })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new LbbenchError('USAGE', `${file} is there already`, 'choose another name')
    if (code === 'ENOENT') throw new LbbenchError('USAGE', `there is no folder ${dirname(file)}`, 'make it first')
    throw new LbbenchError('OUTPUT', `cannot write ${file}: ${message}`)
  }
  const path = /^\.{0,2}\//.test(file) ? file : `./${file}`
  io.stdout.write(`${file} is written; next: lbbench test ${path}\n`)
  return exitStatus.ok
}

/** "My Strategy2" becomes "my-strategy2". */
function nameOf(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
  return name === '' ? 'mine' : name
}
