import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { appendTrial, csvField, requestsHeader, startRequestsFile, trialCsv } from '../../src/results/requests-csv.js'
import { trialOf, virtualTrial } from './synthetic.js'

const trial = trialOf(
  [
    { dueMs: -1.5, sentMs: -1.25, doneMs: 20.1234567, backend: 1, client: 7, queueMs: 1, appMs: 19, idealMs: 20 },
    {
      dueMs: 2,
      sentMs: Number.NaN,
      doneMs: 5,
      status: errorKinds.notSent,
      backend: -1,
      queueMs: Number.NaN,
      appMs: Number.NaN,
      idealMs: Number.NaN,
      tries: 0,
    },
  ],
  { candidate: 'p2c?choices=3', round: 2 },
)

test('a row a request, warm-up too; empty where unknown', () => {
  expect(trialCsv(trial)).toBe(
    'p2c?choices=3,2,1,-1.5,-1.25,20.123,200,b2,7,1,19,20,1\n' + 'p2c?choices=3,2,1,2,,5,notSent,,0,,,,0\n',
  )
  const columns = requestsHeader.trim().split(',').length
  for (const line of trialCsv(trial).trim().split('\n')) expect(line.split(',')).toHaveLength(columns)
})

test('a trial that was summed up has no rows, and a twin none under the name of its candidate', () => {
  expect(trialCsv(virtualTrial(trial))).toBe('')
  expect(trialCsv({ ...trial, role: 'twin' })).toBe('')
  expect(trialCsv({ ...virtualTrial(trial), record: trial.record })).toBe(trialCsv(trial))
})

test('fields are quoted where they have to be', () => {
  expect(csvField('a,b')).toBe('"a,b"')
  expect(csvField('say "x"')).toBe('"say ""x"""')
  expect(csvField('p2c?choices=3')).toBe('p2c?choices=3')
})

test('trials are appended to one file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lbbench-csv-'))
  await startRequestsFile(directory)
  await appendTrial(directory, trial)
  await appendTrial(directory, trial)
  const text = await readFile(join(directory, 'requests.csv'), 'utf8')
  expect(text).toBe(requestsHeader + trialCsv(trial).repeat(2))
  await rm(directory, { recursive: true })
  await expect(appendTrial(directory, trial)).rejects.toMatchObject({ code: 'OUTPUT' })
})
