import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { exitStatus, LbbenchError } from '../../errors.js'
import type { Args, Command } from '../command.js'
import type { Io } from '../io.js'

export const baselineCommand: Command = {
  name: 'baseline',
  usage: 'baseline <action> <file> [results..]',
  summary: 'Keep runs in a file that later ones are held against, or say what it holds',
  positionals: {
    action: { type: 'string', choices: ['save', 'show'], describe: 'write the file, or tell what is in it' },
    file: { type: 'string', describe: 'the baseline, e.g. main.json' },
    results: { type: 'string', array: true, describe: 'save: folders of runs [the newest in ./reports]' },
  },
  options: {
    control: { type: 'string', describe: 'live candidate the others are held in relation to, or none [the first]' },
    add: { type: 'boolean', describe: 'keep the runs that the file has, too' },
  },
  examples: [
    ['lbbench baseline save main.json out', 'keeps the run in the folder out'],
    ['lbbench baseline save main.json --add', 'one more run: their spread tells how much runs differ'],
    ['lbbench compare --baseline main.json', 'is anything worse than it was?'],
  ],
  complete: async () => ['save', 'show'],
  run: baseline,
}

async function baseline(args: Args, io: Io): Promise<number> {
  const { renderBaseline } = await import('../../report/baseline/render-baseline.js')
  const { readBaseline } = await import('../../baseline/baseline-file.js')
  const file = args.file as string
  const path = resolve(io.cwd, file)
  if (args.action === 'show') checkNothingToSave(args)
  const kept = args.action === 'save' ? await save(path, args, io) : await readBaseline(path)
  io.stdout.write(renderBaseline(file, kept))
  return exitStatus.ok
}

async function save(path: string, args: Args, io: Io) {
  const { readBaseline, writeBaseline } = await import('../../baseline/baseline-file.js')
  const { makeBaseline } = await import('../../baseline/make-baseline.js')
  const { newestRun } = await import('../baseline/newest-run.js')
  const named = (args.results as string[] | undefined) ?? []
  const paths = named.length > 0 ? named : [newestRun(io.cwd)]
  if (named.length === 0) io.stderr.write(`saving ${paths[0]}\n`)
  // A run is read as a baseline of its own, with what its folder tells of decisions; a baseline named here gives all its runs.
  const sources = await Promise.all(paths.map(async one => ({ one, source: await readBaseline(resolve(io.cwd, one)) })))
  const runs = sources.flatMap(({ one, source }) =>
    source.runs.map((results, i) => ({ path: one, results, decisions: i === 0 ? source.decisions : [] })),
  )
  const earlier = args.add === true && existsSync(path) ? await readBaseline(path) : undefined
  const made = makeBaseline({
    ...{ runs, earlier, control: args.control as string | undefined },
    savedAt: io.now().toISOString(),
  })
  await writeBaseline(path, made)
  return made
}

function checkNothingToSave(args: Args): void {
  const named = (args.results as string[] | undefined) ?? []
  const flag = ['control', 'add'].find(name => args[name] !== undefined)
  const extra = flag === undefined ? named[0] : `--${flag}`
  if (extra === undefined) return
  throw new LbbenchError('USAGE', `baseline show takes a file alone, not ${extra}`, 'baseline save writes one')
}
