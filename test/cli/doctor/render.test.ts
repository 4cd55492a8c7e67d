import { expect, it } from 'vitest'
import type { FindingGroup } from '../../../src/cli/doctor/finding.js'
import { renderFindings } from '../../../src/cli/doctor/render.js'

const groups: readonly FindingGroup[] = [
  {
    title: 'processor',
    findings: [
      { name: 'cores', mark: 'ok', says: '2 of Some CPU' },
      {
        name: 'other programs',
        mark: 'caution',
        says: 'use 1.87 cores now',
        advice: 'results are cautioned from 0.3 cores on: stop them, or wait',
      },
      { name: 'governor', mark: 'unknown', says: 'not told' },
    ],
  },
  {
    title: 'engines',
    findings: [
      {
        name: 'nginx',
        mark: 'missing',
        says: 'would enable candidates such as nginx:lc',
        command: 'sudo apt-get install nginx-light nginx-common nginx-and-more-words',
      },
    ],
  },
]

it('aligns marks and names, wraps words and leaves commands whole', () => {
  expect(renderFindings(groups, { color: false, width: 60 })).toBe(`processor
  ok       cores           2 of Some CPU
  caution  other programs  use 1.87 cores now
                           results are cautioned from 0.3
                           cores on: stop them, or wait
  unknown  governor        not told

engines
  missing  nginx           would enable candidates such as
                           nginx:lc
                           sudo apt-get install nginx-light nginx-common nginx-and-more-words

lbbench can measure here: 1 caution, 1 missing.
`)
})

it('says that live runs have to wait where others keep the machine busy', () => {
  const findings = groups[0]!.findings.map(finding =>
    finding.mark === 'caution' ? { ...finding, busy: true as const } : finding,
  )
  const text = renderFindings([{ title: 'processor', findings }], { color: false, width: 80 })
  expect(text).toMatch(
    /\nNot now: other programs [\s\S]*\sinvalid\.\sClose them, or run with --realtime where it is permitted; --engine\nvirtual is exact on any machine\.\n1 caution, 0 missing\.\n$/,
  )
  expect(text).not.toContain('can measure here')
})

it('names what keeps from measuring', () => {
  const broken: FindingGroup = { title: 'network', findings: [{ name: '127.0.0.1', mark: 'fails', says: 'no answer' }] }
  expect(renderFindings([...groups, broken], { color: false, width: 80 })).toContain(
    '\nNothing can be measured here: 127.0.0.1.\n',
  )
})

it('colours add nothing to the words', () => {
  const look = { width: 80 }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
  const plain = renderFindings(groups, { ...look, color: true }).replace(/\u001b\[\d+m/g, '')
  expect(plain).toBe(renderFindings(groups, { ...look, color: false }))
})
