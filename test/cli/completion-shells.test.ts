import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../process/tiny-scenario.js'

/** `lbbench` on the PATH, as after an installation. */
const folder = mkdtempSync(join(tmpdir(), 'lbbench-shells-'))
writeFileSync(join(folder, 'lbbench'), `#!/bin/sh\nexec '${process.execPath}' '${packageRoot}/bin/lbbench.js' "$@"\n`, {
  mode: 0o755,
})
afterAll(() => rmSync(folder, { recursive: true }))

const env = {
  ...process.env,
  PATH: `${folder}${delimiter}${process.env.PATH}`,
  HOME: folder,
  ZDOTDIR: folder,
  TERM: 'xterm',
}

function inShell(shell: string, args: readonly string[]): string[] {
  const said = execFileSync(shell, args, {
    env,
    cwd: folder,
    encoding: 'utf8',
    timeout: 30_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return said.split(/\r?\n/).filter(line => line !== '')
}

/** What has to be offered at the end of a line. */
const lines: readonly (readonly [string, readonly string[]])[] = [
  ['lbbench com', ['compare', 'completion']],
  ['lbbench compare he', ['heavy-tail']],
  ['lbbench compare --ro', ['--rounds']],
  ['lbbench compare -s rr,ip', ['rr,ipvs-wrr', 'rr,iphash']],
  ['lbbench sweep --scenario he', ['heavy-tail']],
  ['lbbench compare --engine v', ['virtual']],
]

describe('completion in the shells themselves', () => {
  it.each(lines)(
    'bash: %s',
    (line, offered) => {
      const words = line.split(' ')
      const script = `eval "$(lbbench completion bash)"; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _lbbench; printf '%s\\n' "\${COMPREPLY[@]}"`
      expect(inShell('bash', ['--norc', '-c', script])).toEqual(offered)
    },
    60_000,
  )

  it.each(lines)(
    'fish: %s',
    (line, offered) => {
      const said = inShell('fish', ['-c', `lbbench completion fish | source; complete -C"${line}"`])
      expect(said.toSorted()).toEqual([...offered].sort())
    },
    60_000,
  )

  it.each([
    ['lbbench report --format ', ['terminal', 'markdown', 'json', 'csv']],
    ['lbbench report --out ./lb', ['./lbbench']],
  ])(
    'fish: "%s" has files only where there is nothing better',
    (line, offered) => {
      const said = inShell('fish', ['-c', `lbbench completion fish | source; complete -C"${line}"`])
      expect(said.map(each => each.split('\t')[0]).toSorted()).toEqual([...offered].sort())
    },
    60_000,
  )

  it.each(lines)(
    'zsh: %s',
    (line, offered) => {
      const words = line.split(' ')
      // The function as zsh calls it, in zsh; what it offers is printed.
      const stubs = 'compdef() { : }; compadd() { print -rl -- "${(@P)@[-1]}" }; _files() { print files }'
      const script = `${stubs}; eval "$(lbbench completion zsh)"; words=(${words.join(' ')}); CURRENT=${words.length}; _lbbench`
      expect(inShell('zsh', ['-f', '-c', script])).toEqual(offered)
    },
    60_000,
  )
})
