import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { scenarioCautions } from '../../src/results/scenario-cautions.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { listScenarios } from '../../src/scenario/shipped.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-cautions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function read(name: string): Scenario {
  return readScenario(name, { shippedDir: 'scenarios' }).scenario
}

/** Codes and messages of a scenario of two backends. */
function cautionsOf(more: string): string[] {
  const file = join(folder, 'one.yaml')
  writeFileSync(file, `backends: { count: 2, latency: 5ms${more}`)
  return scenarioCautions(read(file)).map(({ code, message }) => `${code}: ${message}`)
}

describe('a first incident', () => {
  const from = (time: string): string[] =>
    cautionsOf(` }
traffic: { rate: 10 }
faults: [{ backends: b2, from: 3s, do: crash }, { name: early, backends: b1, from: ${time}, to: 2s, do: crash }]
run: { duration: 5s }`)

  it('that begins before half a second was measured leaves nothing to compare with', () => {
    expect(from('499ms')).toEqual([expect.stringMatching(/^short-before: early begins 499ms after measuring does, /)])
    expect(from('0s')).toEqual([expect.stringMatching(/^short-before: early begins with the measuring, /)])
  })
  it('that begins then is fine', () => {
    expect(from('500ms')).toEqual([])
  })
})

describe('a warm-up', () => {
  const of = (warmup: string, more = ''): string[] =>
    cautionsOf(`, slowStart: { for: 2s, factor: 3x } }
traffic: { rate: 10 }
${more}
run: { duration: 5s, warmup: ${warmup} }`)

  it('shorter than twice the slow start measures cold backends', () => {
    expect(of('3900ms')).toEqual([
      expect.stringMatching(/^short-warmup: the warm-up lasts 3\.9s, and backends are cold for 2s: .* of 4s leaves/),
    ])
    expect(of('0s')).toEqual([expect.stringMatching(/^short-warmup: there is no warm-up, /)])
  })
  it('of twice that is long enough', () => {
    expect(of('4s')).toEqual([])
  })
  it('is not for who joins later', () => {
    expect(of('0s', 'faults: [{ backends: [b1, b2], at: 2s, do: join }]')).toEqual([])
  })
})

it.each(listScenarios('scenarios'))('$name as it is shipped has none', ({ name }) => {
  expect(scenarioCautions(read(name))).toEqual([])
})
