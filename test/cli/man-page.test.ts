import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cli/command.js'
import { commandGroups, commands } from '../../src/cli/commands/index.js'
import { environment } from '../../src/cli/man/facts.js'
import { manPage } from '../../src/cli/man/man-page.js'
import { escaped } from '../../src/cli/man/roff.js'
import { ownVersion } from '../../src/cli/version.js'
import { packageRoot } from '../process/tiny-scenario.js'

const path = `${packageRoot}/man/lbbench.1`
const page = readFileSync(path, 'utf8')

/** As a reader sees it, without overstrikes, each run of blanks one. */
const shown = execFileSync('mandoc', ['-T', 'ascii', path], { encoding: 'utf8' })
  .replaceAll(/.[\b]/g, '')
  .replaceAll(/\s+/g, ' ')

describe('man/lbbench.1', () => {
  it('is in step with the commands (npm run man)', () => {
    expect(page).toBe(manPage(commandGroups, ownVersion()))
  })

  it('is clean for mandoc', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', path], { encoding: 'utf8' })
    // The version says what it is of; a date would be older than that with each change.
    const faults = stdout.split('\n').filter(line => line !== '' && !line.endsWith('missing date, using "": TH'))
    expect(faults).toEqual([])
  })

  it('has nothing that a terminal in the C locale cannot show', () => {
    expect(page).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it.each(commands.map((command, i) => [command.name, command, commands[i + 1]] as const))(
    'has %s with all it takes',
    (_, command, next) => {
      const [start, end] = [headOf(command), next === undefined ? ' EXAMPLES ' : headOf(next)].map(head =>
        shown.indexOf(head),
      )
      expect(start).toBeGreaterThan(0)
      const entry = shown.slice(start, end)
      for (const flag of Object.keys(command.options)) expect(entry).toContain(`--${flag}`)
      for (const [line] of command.examples ?? []) expect(shown).toContain(line)
    },
  )

  it('names every variable that is read', () => {
    const sources = readdirSync(`${packageRoot}/src`, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map(name => readFileSync(`${packageRoot}/src/${name}`, 'utf8'))
    const read = sources.flatMap(text => [...text.matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(([, name]) => name))
    expect(read).toContain('NO_COLOR')
    expect(environment.flatMap(([names]) => names)).toEqual(expect.arrayContaining([...new Set(read)]))
  })
})

function headOf({ usage, summary }: Command): string {
  return ` lbbench ${usage} ${summary} `
}

/** Each would mean something to roff, or be set as another sign than the one that was written. */
it.each([
  ['.yaml at the start', '\\&.yaml at the start'],
  ["'p99 <= 250ms' --gate", '\\(aqp99 <= 250ms\\(aq \\-\\-gate'],
  ['C:\\new "x"', 'C:\\(rsnew \\(dqx\\(dq'],
  ['`a~b^c`', '\\(gaa\\(tib\\(hac\\(ga'],
  ['one\n.SH two', 'one .SH two'],
])('%s is escaped', (text, roff) => {
  expect(escaped(text)).toBe(roff)
})
