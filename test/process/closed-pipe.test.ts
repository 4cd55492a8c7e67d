import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from './tiny-scenario.js'

const bin = join(packageRoot, 'bin/lbbench.js')

/** The exit status of lbbench in a pipe whose reader goes away at once, and what else is heard. */
function closed(words: string): { readonly status: number; readonly heard: string } {
  const script = `"$0" "$1" ${words} | true; echo "\${PIPESTATUS[0]}"`
  const cwd = mkdtempSync(join(tmpdir(), 'lbbench-pipe-'))
  const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, bin], { cwd, encoding: 'utf8' })
  return { status: Number(stdout.trim().split('\n').at(-1)), heard: stderr }
}

describe('a pipe that nobody reads any more ends it with 141, without a word', () => {
  const run = 'compare uneven -s rr,lc --engine virtual'
  it.each([
    ['both streams', `${run} 2>&1`],
    ['stderr alone', `${run} 2>&1 >/dev/null`],
    ['stdout alone', `${run} --quiet`],
    ['what needs no run', 'list'],
    ['a refusal', 'compare nosuch 2>&1'],
  ])('%s', (_, words) => {
    expect(closed(words)).toEqual({ status: 141, heard: '' })
  })
})
