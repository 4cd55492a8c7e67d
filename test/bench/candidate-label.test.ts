import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { configurationFilesIn, parseCandidates, strategyFilesIn } from '../../src/bench/candidate.js'
import { withoutLabel } from '../../src/bench/candidate-label.js'
import { engineNames } from '../../src/bench/engine-names.js'
import { candidatesOf } from '../../src/gate/gate.js'
import { parseGate } from '../../src/gate/parse-gate.js'

const letters = fc.constantFrom(...'abcXYZ019-_.')
/** What would end a file's name is not taken for a label. */
const label = fc
  .string({ unit: letters, minLength: 1, maxLength: 8 })
  .filter(text => !/\.(?:[mc]?[jt]s|conf|cfg|json|ya?ml|toml|caddy)$/i.test(text))
const written = fc.constantFrom('rr', 'virtual:lc', 'nginx:rr', 'p2c?choices=3', 'target:http://lb.example/', 'ideal')

describe('a label', () => {
  it('changes the id and nothing else', () => {
    fc.assert(
      fc.property(written, label, (plain, name) => {
        const [without] = parseCandidates(plain, engineNames)
        expect(parseCandidates(`${plain}#${name}`, engineNames)).toEqual([{ ...without, id: `${plain}#${name}` }])
      }),
    )
  })

  it('can be named by a gate', () => {
    fc.assert(
      fc.property(fc.constantFrom('rr', 'p2c?choices=3', './mine.ts'), label, (plain, name) => {
        expect(candidatesOf(parseGate(`${plain}#${name}.p99 <= 2 * ${plain}.p99`))).toEqual([`${plain}#${name}`, plain])
      }),
    )
  })

  it('makes an A/A run of one strategy', () => {
    expect(parseCandidates('rr,rr#2', engineNames).map(({ id, strategy }) => [id, strategy])).toEqual([
      ['rr', 'rr'],
      ['rr#2', 'rr'],
    ])
  })

  it.each([
    ['./mine.ts#2', './mine.ts'],
    // A folder may be called like that.
    ['./c#/mine.ts', './c#/mine.ts'],
    ['./c#/mine.ts#2', './c#/mine.ts'],
    // What ends like a file's name is one.
    ['./mine#2.ts', './mine#2.ts'],
    ['mine#2.mjs', 'mine#2.mjs'],
    ['nginx:./site#a.conf', 'nginx:./site#a.conf'],
    ['rr', 'rr'],
  ])('%s without it is %s', (id, plain) => expect(withoutLabel(id)).toBe(plain))

  it('is no part of the path of a file', () => {
    expect(strategyFilesIn('./mine.ts,./mine.ts#2,./c#/x.mjs#b')).toEqual(['./mine.ts', './c#/x.mjs'])
    expect(configurationFilesIn('nginx:./a.conf,nginx:./a.conf#2')).toEqual(['./a.conf'])
  })

  it.each([
    ['rr#', '"rr#" has an empty label'],
    ['rr#a b', '"a b" in "rr#a b" is no label'],
    ['rr#2,rr#2', '--strategies names "rr#2" twice'],
    ['target:http://lb.example/#/top', 'a fragment is never sent'],
  ])('%s is refused', (list, message) => {
    expect(() => parseCandidates(list, engineNames)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
    )
  })
})
