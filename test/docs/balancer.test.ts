import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { productHealth, productRetry } from '../../src/model/products.js'
import { formatDuration } from '../../src/units.js'
import { packageRoot } from '../process/tiny-scenario.js'

const page = readFileSync(`${packageRoot}/docs/balancer.md`, 'utf8')

/** The row of a table by its first cell, of the n-th table that has one. */
function rowOf(name: string, n = 0): string[] {
  const rows = page.split('\n').filter(line => line.startsWith(`| \`${name}\``))
  return rows[n]!.split('|').map(cell => cell.trim())
}

const spaced = (ms: number): string => formatDuration(ms).replace(/(\d)(?=[a-z])/, '$1 ')

test.each(Object.entries(productHealth))('the page says what %s checks', (name, health) => {
  const [, , passive, active, outlier, panic] = rowOf(name)
  expect(passive !== '').toBe(health.passive)
  if (health.active === undefined) expect(active).toBe('')
  else {
    const { intervalMs, timeoutMs, rise, fall, okFrom, okTo } = health.active
    const good = okFrom === okTo ? `${okFrom}` : `${okFrom}-${okTo}`
    expect(active).toBe(`${spaced(intervalMs)}, ${spaced(timeoutMs)}, ${rise}, ${fall}, ${good}`)
  }
  expect(outlier !== '').toBe(health.outlier !== undefined)
  expect(panic !== '').toBe(health.panic.belowShare > 0 || health.panic.belowCount > 0)
})

test.each(Object.entries(productRetry))('the page says what %s tries again', (name, retry) => {
  const row = page.split('\n').find(line => new RegExp(`^\\| \`${name}\`[^|]*\\| (every|\\d)`).test(line))!
  for (const condition of retry.on) expect(row).toContain(condition)
  if (Number.isFinite(retry.count)) expect(row).toContain(`| ${retry.count} |`)
})

it('knows no product that is not there', () => {
  const named = [...page.matchAll(/^\| `([a-z-]+)`/gm)].map(([, name]) => name)
  expect(named).toEqual(expect.arrayContaining(Object.keys(productHealth)))
})
