import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from './tiny-scenario.js'

const bin = join(packageRoot, 'bin/lbbench.js')

/** What is heard of lbbench where what it prints goes to a disk without room. */
function full(words: string): { readonly status: number | null; readonly heard: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'lbbench-full-'))
  const args = ['-c', `"$0" "$1" ${words}`, process.execPath, bin]
  const { status, stderr } = spawnSync('bash', args, { cwd, encoding: 'utf8' })
  return { status, heard: stderr }
}

const line = 'lbbench: what goes to stdout could not be written: the disk is full\n  make room, or send it elsewhere\n'

describe.runIf(process.platform === 'linux')(
  'output that cannot be written is one line and 3, never a failed gate',
  () => {
    it.each([
      ['results', 'compare uneven -s rr,lc --engine virtual --rounds 2 -q > /dev/full', line],
      ['what needs no run', 'list > /dev/full', line],
      ['stderr', 'compare nosuch 2> /dev/full', ''],
    ])('%s', (_, words, heard) => {
      expect(full(words)).toEqual({ status: 3, heard })
    })
  },
)
