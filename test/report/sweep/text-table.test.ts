import { expect, it } from 'vitest'
import { textTables } from '../../../src/report/sweep/text-table.js'
import { thousands } from '../../../src/report/sweep/thousands.js'

it('a table too wide goes on in a further one, its first column in front', () => {
  const first = { head: 'load', cells: ['10%', '20%'] }
  const column = (head: string) => ({ head, cells: ['1.00 [0.90, 1.10]', '2.00'] })
  expect(textTables(first, [column('rr'), column('lc')], 40)).toEqual([
    ['load  rr', ' 10%  1.00 [0.90, 1.10]', ' 20%  2.00'],
    ['load  lc', ' 10%  1.00 [0.90, 1.10]', ' 20%  2.00'],
  ])
  expect(textTables(first, [column('rr'), column('lc')], 50)).toHaveLength(1)
})

it('thousands', () => {
  expect([0, 999, 1000, 1_234_567].map(thousands)).toEqual(['0', '999', '1,000', '1,234,567'])
})
