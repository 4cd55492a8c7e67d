import { describe, expect, it } from 'vitest'
import { registryOf } from '../../../src/live/metrics/family.js'
import { joinTexts, onlyTypes } from '../../../src/live/metrics/join-texts.js'

const a =
  '# HELP x_total An x.\n# TYPE x_total counter\nx_total{backend="b1"} 1\n\n# HELP g A g.\n# TYPE g gauge\ng 2\n'
const b = '# HELP x_total An x.\n# TYPE x_total counter\nx_total{backend="b1"} 3\n'

describe('texts of several programs', () => {
  it('become one, with HELP and TYPE once a family and labels that tell the samples apart', () => {
    const text = joinTexts([
      { labels: { program: 'one', candidate: 'rr' }, text: a },
      { labels: { program: 'two', candidate: 'rr' }, text: b },
    ])
    expect(text).toBe(
      [
        '# HELP x_total An x.',
        '# TYPE x_total counter',
        'x_total{program="one",candidate="rr",backend="b1"} 1',
        'x_total{program="two",candidate="rr",backend="b1"} 3',
        '',
        '# HELP g A g.',
        '# TYPE g gauge',
        'g{program="one",candidate="rr"} 2',
        '',
      ].join('\n'),
    )
  })

  it.each([
    { why: 'quotes and backslashes', value: 'a"b\\c', escaped: 'a\\"b\\\\c' },
    { why: 'line feeds', value: 'a\nb', escaped: 'a\\nb' },
    { why: 'options of a candidate', value: 'p2c?choices=3', escaped: 'p2c?choices=3' },
  ])('escape $why in labels', ({ value, escaped }) => {
    expect(joinTexts([{ labels: { candidate: value }, text: '# TYPE g gauge\ng 2\n' }])).toContain(
      `g{candidate="${escaped}"} 2`,
    )
  })

  it('say nothing of families without samples, nor of programs without text', () => {
    expect(joinTexts([{ labels: {}, text: '' }])).toBe('')
    expect(joinTexts([{ labels: {}, text: '# HELP x X.\n# TYPE x gauge\n' }])).toBe('')
  })

  it('are understood as prom-client writes them', async () => {
    const registry = await registryOf([
      { name: 'x_total', type: 'counter', help: 'An x.', labelNames: ['k'], collect: add => add({ k: 'a "b"' }, 1) },
      { name: 'g', type: 'gauge', help: 'A g.', labelNames: [], collect: add => add({}, 2) },
    ])
    const text = joinTexts([{ labels: { program: 'p' }, text: await registry.metrics() }])
    expect(text).toContain('x_total{program="p",k="a \\"b\\""} 1\n')
    expect(text).toContain('# TYPE g gauge\ng{program="p"} 2\n')
  })
})

describe('families by type', () => {
  it('are kept or left whole', async () => {
    expect(onlyTypes(a, ['counter', 'histogram'])).toBe(
      '# HELP x_total An x.\n# TYPE x_total counter\nx_total{backend="b1"} 1',
    )
    expect(joinTexts([{ labels: {}, text: onlyTypes(a, ['gauge']) }])).toBe('# HELP g A g.\n# TYPE g gauge\ng 2\n')
  })
})
