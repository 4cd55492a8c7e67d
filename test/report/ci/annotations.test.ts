import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderAnnotations as render } from '../../../src/report/ci/annotations.js'
import type { Judged } from '../../../src/report/ci/render-export.js'
import { calm, rich } from '../fixture.js'
import { anyVerdict, evidenceOf, nastyText, verdictOf } from './verdicts.js'

/** As the runner of GitHub Actions reads a line (ActionCommand.TryParseV2), undefined where it is none. */
function read(line: string): { level: string; title: string; message: string } | undefined {
  const [, level, title, message] = /^::(error|warning) title=([^,:]*)::(.*)$/s.exec(line) ?? []
  if (level === undefined) return undefined
  const unescaped = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')
  return { level, title: unescaped(title!), message: unescaped(message!) }
}

const renderAnnotations = (results: Judged['results'], verdicts: Judged['verdicts'], inconclusive?: 'pass' | 'fail') =>
  render({ results, verdicts, inconclusive })

const lines = (text: string): string[] => text.split('\n').slice(0, -1)

describe('annotations', () => {
  it('say what the runner reads back, whatever is in a gate or a reason', () => {
    fc.assert(
      fc.property(nastyText, nastyText, (gate, reason) => {
        const said = renderAnnotations(calm, [verdictOf({ gate, reason })])
        expect(lines(said).map(read)).toEqual([
          { level: 'error', title: `lbbench ${calm.scenario.name}: ${gate}: fail`, message: reason },
        ])
      }),
    )
  })

  it('are ten of a kind at most, and then say how many more there are', () => {
    fc.assert(
      fc.property(fc.array(anyVerdict, { maxLength: 40 }), verdicts => {
        const said = lines(renderAnnotations(calm, verdicts)).map(read)
        for (const [level, judgements] of [
          ['error', ['fail']],
          ['warning', ['invalid', 'inconclusive']],
        ] as const) {
          const wanted = verdicts.filter(({ judgement }) => judgements.some(one => one === judgement)).length
          const shown = said.filter(one => one?.level === level)
          expect(shown).toHaveLength(Math.min(10, wanted))
          if (wanted > 10) expect(shown.at(-1)?.title).toContain(`${wanted - 9} more`)
        }
      }),
    )
  })

  it('show the worst', () => {
    const verdicts = Array.from({ length: 30 }, (_, i) => verdictOf({ gate: `g${i}`, evidence: evidenceOf(101 + i) }))
    const [first] = lines(renderAnnotations(calm, verdicts)).map(read)
    expect(first?.title).toContain('g29')
  })

  it('are nothing where all is well', () => {
    expect(renderAnnotations(calm, [verdictOf({ judgement: 'pass' })])).toBe('')
  })

  it('name who was stopped first, as an error', () => {
    const stopped = [{ candidate: './x.ts', round: 0, reason: 'strategy ./x.ts threw' }]
    const [first] = lines(renderAnnotations({ ...calm, stopped }, [verdictOf()])).map(read)
    expect(first).toMatchObject({ level: 'error', message: 'in round 1: strategy ./x.ts threw' })
  })

  it('begin with what ended the run early', () => {
    const said = lines(
      render({ results: calm, verdicts: [verdictOf()], inconclusive: undefined }, 'port 80 is taken'),
    ).map(read)
    expect(said).toMatchObject([{ level: 'error', message: 'port 80 is taken' }, { level: 'error' }])
  })

  it.each([
    [undefined, 'warning'],
    ['fail', 'error'],
    ['pass', undefined],
  ] as const)('with --inconclusive %s an inconclusive gate is: %s', (lenience, level) => {
    const said = renderAnnotations(calm, [verdictOf({ judgement: 'inconclusive' })], lenience)
    expect(lines(said).map(line => read(line)?.level)).toEqual(level === undefined ? [] : [level])
  })

  it('tell what is not to be trusted, once a kind', () => {
    const said = lines(renderAnnotations(rich, [])).map(read)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatchObject({
      level: 'warning',
      title: `lbbench ${rich.scenario.name}: iphash is not to be trusted [balancer-busy]`,
    })
  })
})
