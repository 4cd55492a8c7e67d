import { expect, test } from 'vitest'
import { renderMain } from '../../../src/report/html/page.js'
import { pageOf } from '../../../src/report/html/render-html.js'
import type { Results } from '../../../src/results/results.js'
import { calm, rich } from '../fixture.js'

const mainOf = (results: Results): string => renderMain(pageOf(results)).toString()

test('a warning has its code, which leads to what the page says of it', () => {
  // Of these no table has a head.
  const more = ['at-timeout', 'few-requests'].map(
    code => ({ code, level: 'caution', candidate: 'lc', round: null, message: 'x' }) as const,
  )
  const results = { ...rich, warnings: [...rich.warnings, ...more] }
  const main = mainOf(results)
  for (const { code } of results.warnings) {
    const [, id] = new RegExp(`<a href="#([^"]+)"><code>${code}</code></a>`).exec(main)!
    expect(main.split(`<div id="${id}"><dt>`)).toHaveLength(2)
  }
})

test('a code that nothing is known of leads nowhere', () => {
  const warnings = [
    { code: 'of-a-later-version', level: 'caution', candidate: null, round: null, message: 'x' },
  ] as const
  const main = mainOf({ ...calm, warnings })
  expect(main).toContain('<li><code>of-a-later-version</code> x</li>')
})

test('one reason that makes several gates invalid stands there once, with all of them', () => {
  const invalid = (gate: string, reason: string) => ({ gate, judgement: 'invalid', reason, evidence: null }) as const
  const verdicts = [
    invalid('a.p99 <= 1ms', 'too noisy'),
    invalid('b.p99 <= 1ms', 'too noisy'),
    invalid('c.p99 <= 1ms', 'gone'),
  ]
  const main = mainOf({ ...calm, verdicts })
  expect(main.split('<p>too noisy</p>')).toHaveLength(2)
  expect(main).toContain('<code>a.p99 &lt;= 1ms</code>, <code>b.p99 &lt;= 1ms</code><p>too noisy</p>')
  expect(main).toContain('<code>c.p99 &lt;= 1ms</code><p>gone</p>')
  expect(main).toContain('Gates: 3 not to be trusted')
})
