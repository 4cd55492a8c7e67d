import { expect, test } from 'vitest'
import type { Chart } from '../../../src/report/html/chart/chart.js'
import { pileUp } from '../../../src/report/html/lead/pile-up.js'
import { calm, rich } from '../fixture.js'

type Peaks = Readonly<Record<string, readonly (number | null)[]>>

/** Two backends, of which the second has these in flight. */
function inFlight(peaks: Peaks): Chart {
  const strips = Object.entries(peaks).map(([candidate, values]) => ({
    candidate,
    rows: [
      { backend: 'b1', values: values.map(() => 1), out: [] },
      { backend: 'b2', values, out: [] },
    ],
  }))
  const data = { columnMs: 100, unit: 'in flight', scheme: 'sequential', steps: [2], strips, marks: [] } as const
  return { id: 'in-flight-over-time', kind: 'heat', title: '', says: '', table: { head: [], rows: [] }, data }
}

test('whoever is slower and had many more in flight at a backend is named, with that backend', () => {
  const chart = inFlight({ rr: [3, null, 40.4], 'p2c?choices=3': [2, 2.5, 2], lc: [2, 2, 90] })
  // lc is not shown to be slower than the best, p2c: what it had explains nothing.
  expect(pileUp(rich, [chart])).toEqual([
    'Requests piled up: most in flight at one backend were 40.4 with rr (at b2), 2.50 with p2c?choices=3.',
  ])
})

test.each<[string, readonly Chart[]]>([
  ['nobody had many more', [inFlight({ rr: [4], 'p2c?choices=3': [2.5] })]],
  ['few are no pile', [inFlight({ rr: [1.2], 'p2c?choices=3': [0.1] })]],
  ['nobody saw the best one', [inFlight({ rr: [40] })]],
  ['nobody saw anybody', []],
])('where %s there is no sentence', (_, charts) => {
  expect(pileUp(rich, charts)).toEqual([])
})

test('where nobody is shown to be slower there is no sentence', () => {
  expect(pileUp(calm, [inFlight({ rr: [40], lc: [1] })])).toEqual([])
})
