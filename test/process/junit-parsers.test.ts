import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderJunit } from '../../src/report/ci/junit.js'
import { element, xmlText } from '../../src/report/xml.js'
import type { Verdict } from '../../src/results/results.js'
import { anyVerdict, nastyText } from '../report/ci/verdicts.js'
import { calm, rich } from '../report/fixture.js'

/** JUnit XML as those read it who did not write it: libxml2 with Jenkins' schema, and Python's xml.etree (expat). */

const folder = mkdtempSync(join(tmpdir(), 'lbbench-junit-'))
const schema = fileURLToPath(new URL('data/junit-jenkins.xsd', import.meta.url))
const reader = fileURLToPath(new URL('data/read-junit.py', import.meta.url))

function write(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Throws with what xmllint says where a file is not valid. */
const validate = (...paths: string[]): string =>
  execFileSync('xmllint', ['--noout', '--huge', '--schema', schema, ...paths], { encoding: 'utf8', stdio: 'pipe' })

const read = <T>(...paths: string[]): T[] =>
  JSON.parse(execFileSync('python3', [reader, ...paths], { encoding: 'utf8', maxBuffer: 2 ** 28 }))

interface Suite {
  readonly attributes: Record<string, string>
  readonly properties: Record<string, string>
  readonly cases: readonly {
    readonly name: string
    readonly classname: string
    readonly outcome: string
    readonly message: string
  }[]
  readonly output: string
}

/** XML 1.0 has no way to say these: production 2, Char. */
const sayable = (text: string): string =>
  [...text]
    .map(one => (/^[\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]$/u.test(one) ? one : '\u{FFFD}'))
    .join('')

describe('JUnit XML, parsed by others', () => {
  it('says what the verdicts say, whatever characters are in them', () => {
    const runs = fc.sample(fc.array(anyVerdict, { minLength: 1, maxLength: 8 }), { numRuns: 60, seed: 6 })
    const paths = runs.map((verdicts, i) => write(`run-${i}.xml`, renderJunit(calm, verdicts)))
    validate(...paths)
    const suites = read<Suite>(...paths)
    const outcome = { pass: 'passed', fail: 'failure', invalid: 'error', inconclusive: 'skipped' } as const
    const told = ({ gate, judgement, reason }: Verdict): object => ({
      name: sayable(gate),
      outcome: outcome[judgement],
      message: judgement === 'pass' ? '' : sayable(reason),
    })
    for (const [i, verdicts] of runs.entries())
      expect(suites[i]!.cases.slice(calm.candidates.length)).toMatchObject(verdicts.map(told))
  })

  it('holds the environment, the warnings, and how to repeat the run', () => {
    const path = write('rich.xml', renderJunit(rich, rich.verdicts))
    validate(path)
    const [suite] = read<Suite>(path)
    expect(suite!.attributes).toMatchObject({
      name: rich.scenario.name,
      timestamp: rich.environment.startedAt.slice(0, 19),
    })
    expect(suite!.properties).toMatchObject({
      ...rich.environment,
      cores: String(rich.environment.cores),
      hash: rich.scenario.hash,
    })
    expect(suite!.output).toMatch(/invalid \[[a-z-]+\]: iphash: /)
    expect(suite!.output).toContain(`again: ${rich.environment.command}`)
  })

  it('gives back any text, in an attribute and between tags', () => {
    const texts = fc.sample(nastyText, { numRuns: 300, seed: 6 })
    const items = texts.map(text => element('property', { name: text, value: text }))
    const outs = texts.map(text => element('system-out', {}, `.${xmlText(text)}`))
    const head = { name: 'x', tests: 0, failures: 0, errors: 0 }
    const path = write('texts.xml', element('testsuite', head, [element('properties', {}, items), ...outs]))
    validate(path)
    const wanted = texts.map(sayable)
    expect(read<{ names: string[]; values: string[]; outs: string[] }>(path)).toMatchObject([
      { names: wanted, values: wanted, outs: wanted.map(text => `.${text}`) },
    ])
  })

  it('is held to the schema: what does not belong there is found', () => {
    const wrong = renderJunit(calm, []).replace('<testcase ', '<testcase verdict="pass" ')
    expect(() => validate(write('wrong.xml', wrong))).toThrow(/attribute 'verdict' is not allowed/)
  })
})
