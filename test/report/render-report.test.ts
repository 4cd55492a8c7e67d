import { describe, expect, test } from 'vitest'
import { type ReportFormat, renderReport, reportFormats } from '../../src/report/render-report.js'
import type { Results } from '../../src/results/results.js'
import { calm, rich, virtual } from './fixture.js'
import { expectGolden } from './golden.js'

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
