import { type FileHandle, open } from 'node:fs/promises'
import { LbbenchError } from '../errors.js'
import { parseHeader, sectionMark, type TraceHeader } from './format.js'
import { LineCursor } from './line-cursor.js'

/** One trial in a trace file. */
export interface TraceSection {
  readonly header: TraceHeader
  readonly requests: number
  /** Where its events lie in the file. */
  readonly fromByte: number
  readonly toByte: number
}

/** A trace that is open to be read; `close` it. */
export interface TraceFile {
  readonly path: string
  /** At least one, in the order of the file. */
  readonly sections: readonly TraceSection[]
  /** The lines of a section's events. */
  eventsOf(section: TraceSection): LineCursor
  close(): Promise<void>
}

/**
 * Opens a trace and finds its trials: one pass over the file, with memory for a block.
 * @throws LbbenchError RESULTS_FILE where it cannot be read, is no trace, or a part of it is missing
 */
export async function openTrace(path: string): Promise<TraceFile> {
  const file = await open(path).catch((error: Error) => {
    throw new LbbenchError('RESULTS_FILE', `cannot read the trace ${path}: ${error.message}`, howToTrace)
  })
  try {
    const sections = await sectionsOf(file, path)
    const eventsOf = ({ fromByte, toByte }: TraceSection): LineCursor => new LineCursor(file, fromByte, toByte)
    return { path, sections, eventsOf, close: () => file.close() }
  } catch (error) {
    await file.close()
    if (error instanceof LbbenchError) throw error
    throw new LbbenchError('RESULTS_FILE', `cannot read the trace ${path}: ${(error as Error).message}`, howToTrace)
  }
}

const howToTrace = 'lbbench compare --engine virtual --trace FILE writes one'

async function sectionsOf(file: FileHandle, path: string): Promise<TraceSection[]> {
  const { size } = await file.stat()
  const begins = await beginnings(file, size)
  if (begins[0] !== 0) {
    throw new LbbenchError('RESULTS_FILE', `${path} is not a decision trace`, howToTrace)
  }
  const ends = [...begins.slice(1), size]
  const sections: TraceSection[] = []
  for (const [i, begin] of begins.entries()) sections.push(await sectionAt(file, path, begin, ends[i]!))
  return sections
}

async function sectionAt(file: FileHandle, path: string, fromByte: number, toByte: number): Promise<TraceSection> {
  const lines = new LineCursor(file, fromByte, toByte)
  await lines.fill()
  const first = lines.take() ?? ''
  const header = parseHeader(Buffer.from(first, 'latin1').toString())
  if (header === undefined)
    throw new LbbenchError(
      'RESULTS_FILE',
      `${path}: a trial begins with "${first.slice(0, 60)}"`,
      'was it edited? trace the run again',
    )
  const { requests, bytes } = await lastLineOf(file, fromByte, toByte)
  if (requests === undefined) {
    const message = `${path} is cut off: ${header.candidate}, round ${header.round + 1} has no end`
    throw new LbbenchError('RESULTS_FILE', message, 'the run was stopped, or the disk was full: trace it again')
  }
  return { header, requests, fromByte: fromByte + first.length + 1, toByte: toByte - bytes }
}

/** "= 12000" and its line feed: how many requests, and how many bytes. */
async function lastLineOf(
  file: FileHandle,
  fromByte: number,
  toByte: number,
): Promise<{ requests: number | undefined; bytes: number }> {
  const tail = Buffer.alloc(Math.min(32, toByte - fromByte))
  await file.read(tail, 0, tail.length, toByte - tail.length)
  const match = /\n(= (\d+)\n)$/.exec(tail.toString('latin1'))
  return match === null ? { requests: undefined, bytes: 0 } : { requests: Number(match[2]), bytes: match[1]!.length }
}

/** Where sections begin. Blocks overlap by the length of the mark, which may lie across two of them. */
async function beginnings(file: FileHandle, size: number): Promise<number[]> {
  const mark = Buffer.from(`\n${sectionMark}`)
  const block = Buffer.alloc(1 << 20)
  const begins: number[] = []
  const { bytesRead } = await file.read(block, 0, sectionMark.length, 0)
  if (block.toString('latin1', 0, bytesRead) === sectionMark) begins.push(0)
  for (let at = 0, seen = block; at < size && seen.length >= mark.length; at += seen.length - mark.length + 1) {
    const read = await file.read(block, 0, block.length, at)
    seen = block.subarray(0, read.bytesRead)
    for (let found = seen.indexOf(mark); found !== -1; found = seen.indexOf(mark, found + 1))
      begins.push(at + found + 1)
  }
  return begins
}
