import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Candidate, configurationFilesIn, type OwnStrategies, strategyFilesIn } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import { virtualEngine } from '../../../virtual/virtual-engine.js'
import type { Args } from '../../command.js'
import type { Io } from '../../io.js'
import { compareOptions } from '../options.js'
import { type Meaning, meaningOf } from './meaning.js'
import { type OldSelf, oldSelves } from './old-selves.js'
import { openPastTree, type PastTree } from './past-tree.js'
import { dealsBlindly } from './shares.js'

/** Who is held against whom, by the ids of candidates. */
export interface Pair {
  readonly candidate: string
  readonly against: string
  /** Whether shares are held as well: both are files of the user's that look at no load. */
  readonly blind: boolean
}

/** The candidates of a run head to head. */
export interface HeadToHead {
  /** First whom the others are held against: reports compare with the first. */
  readonly candidates: readonly Candidate[]
  readonly pairs: readonly Pair[]
  /** For the plan, a line each. */
  readonly notes: readonly string[]
  /** The flags that say the same tomorrow, when HEAD is another commit. */
  readonly args: Args
}

/** What candidates were made with. */
export interface Known {
  readonly engines: readonly string[]
  readonly own: OwnStrategies
}

/** What `--against` says. Until it is closed, the files of a revision lie on the disk. */
export interface Against {
  /** What is to be read as --strategies. */
  readonly list: string
  /** @param candidates what `list` stands for @throws LbbenchError USAGE, STRATEGY_FILE, OUTPUT */
  complete(candidates: readonly Candidate[], known: Known): Promise<HeadToHead>
  close(): Promise<void>
}

/** @throws LbbenchError USAGE */
export function openAgainst(args: Args, io: Io): Against {
  const list = args.strategies as string
  const meaning = args.against === undefined ? undefined : meaningOf(args.against as string, isFileIn(io.cwd))
  if (meaning?.kind === 'revision') return againstRevision(list, meaning.revision, args, io)
  if (meaning !== undefined) return againstCandidate(list, meaning, args)
  const nobody = { pairs: [], notes: [], args }
  return { list, complete: async candidates => ({ candidates, ...nobody }), close: async () => undefined }
}

function isFileIn(folder: string): (path: string) => boolean {
  return path => statSync(resolve(folder, path), { throwIfNoEntry: false })?.isFile() === true
}

function againstCandidate(list: string, { id }: Meaning & { kind: 'candidate' }, args: Args): Against {
  const isPath = strategyFilesIn(id).length + configurationFilesIn(id).length > 0
  if (isPath && list === compareOptions.strategies!.default)
    throw new LbbenchError(
      'USAGE',
      `--against ${id}: nobody says what to hold against it`,
      'name it: --strategies ./mine.ts',
    )
  const others = list
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== id)
  return {
    list: [id, ...others].join(),
    async complete(candidates, { own }) {
      const [against, ...rest] = candidates
      const [same, other] = [true, false].map(is => rest.filter(one => (isVirtual(one) === isVirtual(against!)) === is))
      if (same!.length === 0) throw nobodyElse(id, other!)
      const pairs = same!.map(one => ({ candidate: one.id, against: id, blind: areBlind([against!, one], own) }))
      return {
        candidates,
        pairs,
        notes: [
          `${id}: all others are held against it`,
          ...pairs.filter(({ blind }) => blind).map(({ candidate }) => sharesNote(candidate)),
          ...other!.map(one => `${one.id} is not: only one of the two runs in virtual time`),
        ],
        args,
      }
    },
    close: async () => undefined,
  }
}

function areBlind(candidates: readonly Candidate[], own: OwnStrategies): boolean {
  const loaded = candidates.map(({ source }) => own.get(source?.label ?? ''))
  return loaded.every(one => one !== undefined && dealsBlindly(one.strategy))
}

function sharesNote(id: string): string {
  return `${id} looks at no load, as it says by "knows", so its shares are held as well`
}

const isVirtual = ({ engine }: Candidate): boolean => engine === virtualEngine.name

function nobodyElse(id: string, others: readonly Candidate[]): LbbenchError {
  const message = `--against ${id}: there is no other candidate ${others.length === 0 ? 'to hold against it' : 'in the same world, live or virtual time'}`
  return new LbbenchError(
    'USAGE',
    message,
    `name some with --strategies; ${id}#2 is the same again, under another name`,
  )
}

function againstRevision(list: string, revision: string, args: Args, io: Io): Against {
  const trees = new Map<string, PastTree>()
  return {
    list,
    async complete(candidates, known) {
      const selves = await oldSelves(candidates, {
        revision,
        ...known,
        signal: io.signal,
        async treeOf(past) {
          const key = `${past.commit} ${past.root}`
          const tree = trees.get(key) ?? (await openPastTree(past, io.signal))
          trees.set(key, tree)
          return tree
        },
      })
      return {
        candidates: [...selves.map(({ old }) => old), ...candidates],
        pairs: selves.map(({ now, old, blind }) => ({ candidate: now.id, against: old.id, blind })),
        notes: selves.flatMap(noteOf),
        args: pinned(args, selves),
      }
    },
    async close() {
      for (const tree of trees.values()) await tree.remove()
    },
  }
}

function noteOf({ now, old, commit, same, blind }: OldSelf): string[] {
  const equal = `${now.id} and its folder are as they were then: equal code against itself, an A/A run`
  return [
    `${now.id} is held against ${old.id} (commit ${commit.slice(0, 10)})`,
    ...(blind ? [sharesNote(now.id)] : []),
    ...(same ? [equal] : []),
  ]
}

/** With the commit in place of the revision, also where gates name old selves. */
function pinned(args: Args, selves: readonly OldSelf[]): Args {
  const [{ commit } = { commit: '' }] = selves
  const gates = (args.gate as string[] | undefined)?.map(gate =>
    selves.reduce((text, { now, old }) => text.replaceAll(old.id, `${now.id}@${commit}`), gate),
  )
  return { ...args, against: commit, ...(gates && { gate: gates }) }
}
