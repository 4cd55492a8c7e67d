import { describe, expect, test } from 'vitest'
import { client, get, lab, scripted } from './lab.js'
import { ScriptedFlights } from './scripted-flights.js'

async function outcomeOf(fields: string, feedback: boolean) {
  const backend = await scripted(socket => void socket.write(`HTTP/1.1 200 OK\r\n${fields}Content-Length: 2\r\n\r\nok`))
  const flights = new ScriptedFlights({ picks: [0] })
  const { port } = await lab([backend.port], { balancing: () => flights, feedback })
  await client(port, get()).until(/ok$/)
  const [{ serviceMs, queued, headMs, latencyMs } = { serviceMs: 0, queued: 0, headMs: 0, latencyMs: 0 }] =
    flights.outcomes
  expect(headMs).toBeLessThanOrEqual(latencyMs)
  return { said: { serviceMs, queued }, asked: backend.received().includes('x-lbbench-feedback: 1\r\n') }
}

const timing = 'Server-Timing: queue;dur=1.5, app;dur=20.25, ideal;dur=21.75\r\n'

describe('what a backend says of its load', () => {
  test('reaches the balancer where it asks for it', async () => {
    expect(await outcomeOf(`${timing}x-lbbench-queued: 4\r\n`, true)).toEqual({
      said: { serviceMs: 20.25, queued: 4 },
      asked: true,
    })
  })

  test.each([
    { why: 'nothing', fields: '', serviceMs: NaN, queued: NaN },
    { why: 'its time only, as any application may', fields: timing, serviceMs: 20.25, queued: NaN },
    { why: 'another metric', fields: 'Server-Timing: db;dur=3\r\n', serviceMs: NaN, queued: NaN },
    { why: 'nonsense', fields: 'Server-Timing: app;dur=x\r\nx-lbbench-queued: -1\r\n', serviceMs: NaN, queued: NaN },
  ])('may be $why', async ({ fields, serviceMs, queued }) => {
    expect((await outcomeOf(fields, true)).said).toEqual({ serviceMs, queued })
  })

  test('is neither asked for nor looked at where nobody needs it', async () => {
    expect(await outcomeOf(`${timing}x-lbbench-queued: 4\r\n`, false)).toEqual({
      said: { serviceMs: NaN, queued: NaN },
      asked: false,
    })
  })
})
