import { expect, it } from 'vitest'
import { FlightMeter } from '../../src/balancer/flight-meter.js'
import { randomStream } from '../../src/model/random.js'

it('tells how many were in flight on average, window by window', () => {
  const meter = new FlightMeter(2)
  meter.sent(0, 50)
  meter.sent(0, 100)
  meter.ended(0, 150)
  meter.ended(0, 350)
  meter.sent(1, 390)
  expect([...meter.means(4, 400)]).toEqual([0.5, 0, 1.5, 0, 1, 0, 0.5, 0.1])
})

it('counts whoever the warm-up left there, and nothing of the warm-up itself', () => {
  const meter = new FlightMeter(1)
  meter.sent(0, -250)
  meter.sent(0, -30)
  meter.ended(0, -10)
  meter.ended(0, 20)
  expect([...meter.means(2, 200)]).toEqual([0.2, 0])
})

it('agrees with a count of all stays, however long they are', () => {
  const random = randomStream(1, 'stays')
  const stays = Array.from({ length: 300 }, () => {
    const from = random.below(20_000) - 1000
    return { backend: random.below(3), from, to: from + random.below(random.below(10) === 0 ? 9000 : 200) }
  })
  const events = stays.flatMap(({ backend, from, to }) => [
    { atMs: from, tell: (meter: FlightMeter) => meter.sent(backend, from) },
    { atMs: to, tell: (meter: FlightMeter) => meter.ended(backend, to) },
  ])
  const meter = new FlightMeter(3)
  for (const { tell } of events.sort((a, b) => a.atMs - b.atMs)) tell(meter)
  const means = meter.means(300, 30_000)
  for (let window = 0; window < 300; window++)
    for (let backend = 0; backend < 3; backend++) {
      const spent = stays
        .filter(one => one.backend === backend)
        .reduce(
          (sum, { from, to }) => sum + Math.max(0, Math.min(to, 100 * window + 100) - Math.max(from, 100 * window)),
          0,
        )
      expect(means[3 * window + backend]).toBeCloseTo(spent / 100, 9)
    }
})
