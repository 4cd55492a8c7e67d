import { join } from 'node:path'
import { type Candidate, type OwnStrategies, parseCandidates, strategyFilesIn } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import { inspectStrategyAt } from '../../../own/inspect-strategy.js'
import type { StrategySource } from '../../../strategies/source.js'
import { isFolderUnchanged, type PastFile, pastFile } from './past-file.js'
import type { PastTree } from './past-tree.js'
import { dealsBlindly } from './shares.js'

/** A candidate of the user's, and itself at a revision. */
export interface OldSelf {
  readonly now: Candidate
  readonly old: Candidate
  readonly commit: string
  /** Whether all that git knows of in the file's folder is the same in both. */
  readonly same: boolean
  /** Whether neither looks at load, so that shares are held as well. */
  readonly blind: boolean
}

/** What old selves are made with. */
export interface Making {
  /** As typed. */
  readonly revision: string
  readonly engines: readonly string[]
  /** The candidates' files as they are now. */
  readonly own: OwnStrategies
  readonly signal: AbortSignal
  /** The tree of a commit; the same for the same commit. */
  treeOf(past: PastFile): Promise<PastTree>
}

/**
 * Each candidate that is a strategy's file, at a revision: `./x.ts?a=1` becomes `./x.ts?a=1@REV`, with the same options.
 * @throws LbbenchError USAGE where there is none, or one cannot be found at that revision; STRATEGY_FILE where it is broken there
 */
export async function oldSelves(candidates: readonly Candidate[], making: Making): Promise<OldSelf[]> {
  const { revision } = making
  const files = candidates.filter(({ id }) => strategyFilesIn(id).length > 0)
  if (files.length === 0)
    throw new LbbenchError(
      'USAGE',
      `--against ${revision}: a revision is for strategies in files of your own, and no candidate is one`,
      `name one, such as --strategies ./mine.ts; or is "${revision}" meant as a file or a strategy?`,
    )
  const found = new Map<string, Found>()
  for (const { source } of files) if (!found.has(source!.label)) found.set(source!.label, await find(source!, making))
  return files.map(now => oldSelf(now, found.get(now.source!.label)!, making))
}

interface Found {
  readonly past: PastFile
  readonly own: OwnStrategies
  readonly same: boolean
  readonly blind: boolean
}

async function find(now: StrategySource, { revision, own, signal, treeOf }: Making): Promise<Found> {
  const past = await pastFile(now, revision)
  const tree = await treeOf(past)
  const inspected = await inspectStrategyAt(join(tree.path, past.path), `${now.label}@${revision}`, signal)
  const same = inspected.source.sha256 === now.sha256 && (await isFolderUnchanged(past))
  const blind = [own.get(now.label)!, inspected].every(({ strategy }) => dealsBlindly(strategy))
  return { past, own: new Map([[now.label, inspected]]), same, blind }
}

function oldSelf(now: Candidate, { past, own, same, blind }: Found, { revision, engines }: Making): OldSelf {
  try {
    const [old] = parseCandidates(now.id, engines, own)
    return { now, old: { ...old!, id: `${now.id}@${revision}` }, commit: past.commit, same, blind }
  } catch (error) {
    // An option that was not there yet.
    if (!(error instanceof LbbenchError)) throw error
    throw new LbbenchError(error.code, `--against ${revision}: at that revision, ${error.message}`, error.hint)
  }
}
