import { describe, expect, test } from 'vitest'
import { renderComment } from '../../../src/report/ci/comment.js'
import { renderSummary } from '../../../src/report/ci/summary.js'
import { renderMarkdown } from '../../../src/report/markdown.js'
import { calm } from '../fixture.js'
import { expectGolden } from '../golden.js'
import { crashDrill } from './fixture.js'

const row = '| `lc` | **0.40 [0.37, 0.42]** |'
const picture = '![p99, failed requests and where requests went over time; crash: b2, 3s to 6s](timeline.svg)'

test('report.md, as it is written', () => expectGolden('drill.md', renderMarkdown(crashDrill)))

test('report.md shows the picture that lies beside it, the table, and the timeline as text', () => {
  const text = renderMarkdown(crashDrill)
  expect(text).toContain(picture)
  expect(text).toContain(row)
  expect(text).toMatch(/```text\nOver time,[^`]*lc b2 [^`]*\n```/)
})

describe.each([
  ['a summary', renderSummary(crashDrill, [])],
  ['a comment', renderComment(crashDrill, [])],
])('%s', (_, text) => {
  test('has the table, and no picture: there is no file beside it', () => {
    expect(text).toContain(row)
    expect(text).not.toContain('.svg)')
  })
})

test('without incidents, nothing of it', () => {
  for (const text of [renderMarkdown(calm), renderComment(calm, [])])
    expect(text).not.toMatch(/Drill|timeline|Over time/)
})
