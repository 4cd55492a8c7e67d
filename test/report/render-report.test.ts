import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type ReportFormat, renderReport, reportFormats } from '../../src/report/render-report.js'
import type { Results } from '../../src/results/results.js'
import { calm, rich, virtual } from './fixture.js'

/** After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project pure test/report, then read the difference. */
function expectGolden(name: string, text: string): void {
  const path = new URL(`golden/${name}`, import.meta.url)
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, text)
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text)
}

const extension: Record<ReportFormat, string> = { terminal: 'txt', markdown: 'md', json: 'json', csv: 'csv' }

describe.each<[string, Results]>([
  ['rich', rich],
  ['calm', calm],
  ['virtual', virtual],
])('%s', (name, results) => {
  test.each(reportFormats.filter(format => format !== 'json'))('%s', format => {
    expectGolden(`${name}.${extension[format]}`, renderReport(results, format, { color: false, width: 80 }))
  })

  test('json is the results themselves', () => {
    expect(JSON.parse(renderReport(results, 'json'))).toEqual(results)
  })

  test.each(reportFormats)('%s ends in one newline', format => {
    expect(renderReport(results, format)).toMatch(/[^\n]\n$/)
  })
})
