// What metrics cost, in pairs with and without: see README.md. Build first (npm run build).
import { connect } from 'node:net'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { monotonicMs } from '../../dist/live/clock.js'
import { RequestCounts } from '../../dist/live/engines/embedded/request-counts.js'
import { TrialBalancer } from '../../dist/live/engines/embedded/trial-balancer.js'
import { expositionOf } from '../../dist/live/metrics/exposition.js'
import { createWireServer } from '../../dist/live/wire/wire-server.js'
import { nginxBalancer } from '../../dist/model/products.js'
import { meanInterval } from '../../dist/stats/interval.js'
import { findStrategy } from '../../dist/strategies/index.js'

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '20' },
    requests: { type: 'string', default: '5000' },
    backends: { type: 'string', default: '4' },
  },
})
const host = '127.0.0.1'
const sockets = 16
const pairs = Number(values.pairs)
const requests = Number(values.requests)

const [model] = cpus().map(cpu => cpu.model)
console.log(`${model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}; Node ${process.versions.node}`)
console.log(
  `to count: ${spread(Array.from({ length: 10 }, countingNs))} ns a request, its try and a reading of the clock`,
)

const backends = await Promise.all(Array.from({ length: Number(values.backends) }, startBackend))
const planes = { with: await startBalancer(true), without: await startBalancer(false) }
for (const plane of Object.values(planes)) await cpuUs(plane)
const seen = { with: [], without: [] }
for (let pair = 0; pair < pairs; pair++)
  for (const which of pair % 2 === 0 ? ['without', 'with'] : ['with', 'without'])
    seen[which].push(await cpuUs(planes[which]))
console.log(`CPU of client, balancer and backends together, without: ${spread(seen.without)} us a request`)
console.log(
  `with - without, mean and 95 % interval: ${interval(seen.with.map((us, i) => us - seen.without[i]))} us a request`,
)

const scrapes = []
for (let i = 0; i < 50; i++) {
  const before = process.cpuUsage()
  await planes.with.exposition()
  const { user, system } = process.cpuUsage(before)
  scrapes.push((user + system) / 1000)
}
console.log(`to tell all metrics of a balancer with ${backends.length} backends: ${spread(scrapes)} ms of CPU`)
process.exit(0)

/** What the data plane does for a request where somebody watches. */
function countingNs() {
  const counts = new RequestCounts(4)
  const before = process.cpuUsage()
  let clock = 0
  for (let i = 0; i < 200_000; i++) {
    clock += monotonicMs()
    counts.tryEnded(i & 3, 'answer')
    counts.requestEnded(i & 3, 200, (i % 1000) / 10)
  }
  const { user, system } = process.cpuUsage(before)
  return clock > 0 ? (user + system) / 200 : 0
}

async function startBackend() {
  const server = createWireServer((_request, reply) => reply.send(200, '', 'ok\n'), { keepAliveMs: Infinity })
  await new Promise(resolve => server.listen(0, host, resolve))
  return server.address().port
}

async function startBalancer(metrics) {
  const options = {
    spec: nginxBalancer(1),
    options: {},
    seed: 1,
    metrics,
    backends: backends.map((port, i) => ({
      ...{
        name: `b${i}`,
        address: `b${i}`,
        weight: 1,
        backup: false,
        maxFails: 1,
        failTimeoutMs: 10_000,
        maxRequests: 0,
      },
      ...{ host, port },
    })),
  }
  const balancer = new TrialBalancer(options, findStrategy('rr'))
  const port = await balancer.listen(host)
  balancer.begin(monotonicMs(), 0)
  return { port, exposition: await expositionOf(balancer.families()) }
}

/** CPU time a request of this process, which is all there is: what other programs do to the clock does not count. */
async function cpuUs({ port }) {
  const before = process.cpuUsage()
  await Promise.all(Array.from({ length: sockets }, () => ask(port, requests / sockets)))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / requests
}

/** So many requests, one after the other, over one connection. */
function ask(port, count) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, noDelay: true })
    let left = count
    let text = ''
    socket.on('error', reject)
    socket.on('data', bytes => {
      text += bytes.toString('latin1')
      if (!text.endsWith('\r\n\r\nok\n')) return
      text = ''
      if (--left === 0) socket.end(resolve)
      else socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n')
    })
    socket.write('GET / HTTP/1.1\r\nHost: h\r\n\r\n')
  })
}

/** Median [smallest, largest] of n. */
function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const text = value => value.toFixed(value < 10 ? 2 : 0)
  return `${text(sorted[Math.floor(sorted.length / 2)])} [${text(sorted[0])}, ${text(sorted.at(-1))}], n = ${sorted.length},`
}

function interval(numbers) {
  const { value, low, high } = meanInterval(numbers)
  return `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}], n = ${numbers.length} pairs,`
}
