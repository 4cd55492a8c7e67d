import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lbbenchIn } from '../cli/lbbench.js'
import { packageRoot } from '../process/tiny-scenario.js'
import { shellCommandsIn, shownIn, withOutputs } from './console-blocks.js'

/** Runs what docs/compare-reports.md says. After a wanted change: UPDATE_GOLDEN=1 npx vitest run --project live test/docs/compare-reports.test.ts */
const path = join(packageRoot, 'docs/compare-reports.md')
const page = readFileSync(path, 'utf8')
const cwd = mkdtempSync(join(tmpdir(), 'lbbench-compare-reports-'))

beforeAll(async () => {
  for (const [i, argv] of shellCommandsIn(page).entries()) {
    const { status } = await lbbenchIn({ cwd, now: new Date(Date.UTC(2026, 4, 1 + i, 14, 3)) }, ...argv)
    expect(status).toBe(0)
  }
})
afterAll(() => rmSync(cwd, { recursive: true }))

test('the page prints what the commands print', async () => {
  const [shown, ...others] = shownIn(page)
  expect(others).toEqual([])
  const { stdout } = await lbbenchIn({ cwd }, ...shown!.argv)
  if (process.env.UPDATE_GOLDEN)
    writeFileSync(
      path,
      withOutputs(page, () => stdout),
    )
  expect(shownIn(readFileSync(path, 'utf8'))[0]!.output).toBe(stdout)
})
