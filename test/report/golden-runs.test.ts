import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { picturesOf } from '../../src/report/pictures/pictures.js'
import { renderReport } from '../../src/report/render-report.js'
import { readResults } from '../../src/results/results-file.js'
import { packageRoot } from '../process/tiny-scenario.js'

/** UPDATE_GOLDEN=1 writes the reports and the pictures anew, from the results as they were measured. */
describe.each(readdirSync(join(packageRoot, 'reports/golden')))('reports/golden/%s', async name => {
  const folder = join(packageRoot, 'reports/golden', name)
  const results = await readResults(folder)
  const files = [
    { file: 'report.md', text: renderReport(results, 'markdown') },
    ...picturesOf(results).map(({ file, svg }) => ({ file, text: svg })),
  ]

  it.each(files)('$file is what its results are rendered as today', ({ file, text }) => {
    if (process.env.UPDATE_GOLDEN) writeFileSync(join(folder, file), text)
    else expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
  })

  it('has no picture that nothing draws any more', () => {
    const pictures = readdirSync(folder).filter(file => file.endsWith('.svg'))
    expect(pictures.sort()).toEqual(
      files
        .map(({ file }) => file)
        .filter(file => file.endsWith('.svg'))
        .sort(),
    )
  })
})
