import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { backendsConfig, proxyConfig } from './nginx-config.js'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '4' }, seconds: { type: 'string', default: '2' } },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const connections = 64
const has = program => spawnSync(program, ['-V']).error === undefined || spawnSync(program, ['-v']).error === undefined
// The proxy gets a core of its own; backends and driver share another.
const pins = has('taskset') && availableParallelism() >= 2
const onCore = (core, command) => (pins ? ['taskset', '-c', String(core), ...command] : command)
const started = []

if (!has('nginx')) {
  console.error('bench/data-plane: nginx is not installed, so there is nothing to compare with')
  process.exit(3)
}
const root = mkdtempSync(`${tmpdir()}/lbbench-data-plane-`)
try {
  await compare()
} finally {
  for (const child of started) child.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
}

async function compare() {
  const [a, b, c, d, nginxPort, embeddedPort] = await freePorts(6)
  const backendPorts = [a, b, c, d]
  startNginx('backends', 0, prefix => backendsConfig(prefix, backendPorts))
  const candidates = {
    embedded: { port: embeddedPort, pid: startEmbedded(embeddedPort, backendPorts) },
    nginx: { port: nginxPort, pid: startNginx('proxy', 1, prefix => proxyConfig(prefix, nginxPort, backendPorts)) },
  }
  for (const port of [...backendPorts, nginxPort, embeddedPort]) await answers(port)
  for (const { port } of Object.values(candidates)) drive(port, 1)
  const pairs = []
  for (let round = 0; round < rounds; round++) {
    const [e1, n1, n2, e2] = ['embedded', 'nginx', 'nginx', 'embedded'].map(name => slice(candidates[name]))
    pairs.push([e1, n1], [e2, n2])
  }
  report(pairs)
}

function report(pairs) {
  const columns = { embedded: pairs.map(pair => pair[0]), nginx: pairs.map(pair => pair[1]) }
  console.log(
    `driver ${driver()}, ${connections} connections, ${pairs.length} slices of ${seconds} s each; median [min, max]`,
  )
  for (const [name, slices] of Object.entries(columns)) {
    const rate = spread(
      slices.map(s => s.perSecond),
      0,
    )
    const cpu = spread(
      slices.map(s => s.cpuMicros),
      1,
    )
    const busy = spread(
      slices.map(s => s.cpuMicros * s.perSecond * 1e-6),
      2,
    )
    console.log(`${name.padEnd(9)} ${rate} requests/s, ${cpu} us CPU/request, ${busy} cores`)
  }
  const throughput = pairs.map(([e, n]) => e.perSecond / n.perSecond)
  const cpu = pairs.map(([e, n]) => e.cpuMicros / n.cpuMicros)
  console.log(
    `embedded / nginx: throughput ${spread(throughput, 3)}, CPU per request ${spread(cpu, 3)}, n = ${pairs.length} pairs`,
  )
}

function slice({ port, pid }) {
  const before = cpuNanos(pid)
  const { requests, errors, elapsedSeconds } = drive(port, seconds)
  if (!(requests > 0) || errors > 0) throw new Error(`${requests} requests, ${errors} errors: nothing to compare`)
  return { perSecond: requests / elapsedSeconds, cpuMicros: (cpuNanos(pid) - before) / 1e3 / requests }
}

function driver() {
  return has('wrk') ? 'wrk' : 'autocannon'
}

function drive(port, forSeconds) {
  const url = `http://127.0.0.1:${port}/`
  return driver() === 'wrk' ? driveWrk(url, forSeconds) : driveAutocannon(url, forSeconds)
}

function driveWrk(url, forSeconds) {
  const [program, ...args] = onCore(0, ['wrk', '-t1', `-c${connections}`, `-d${forSeconds}s`, url])
  const text = spawnSync(program, args, { encoding: 'utf8' }).stdout
  const requests = Number(/(\d+) requests in/.exec(text)[1])
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(text)[1])
  const socketErrors = /Socket errors: (.*)/.exec(text)?.[1].match(/\d+/g) ?? []
  const errors = sum(socketErrors.map(Number)) + Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0)
  return { requests, errors, elapsedSeconds: requests / perSecond }
}

function driveAutocannon(url, forSeconds) {
  const bin = fileURLToPath(import.meta.resolve('autocannon'))
  const [program, ...args] = onCore(0, [
    process.execPath,
    bin,
    '-j',
    '-c',
    String(connections),
    '-d',
    String(forSeconds),
    url,
  ])
  const result = JSON.parse(spawnSync(program, args, { encoding: 'utf8' }).stdout)
  return { requests: result.requests.total, errors: result.errors + result.non2xx, elapsedSeconds: result.duration }
}

function startNginx(name, core, configOf) {
  const prefix = `${root}/${name}`
  mkdirSync(prefix)
  writeFileSync(`${prefix}/nginx.conf`, configOf(prefix))
  return start(onCore(core, ['nginx', '-p', prefix, '-e', `${prefix}/error.log`, '-c', `${prefix}/nginx.conf`]))
}

function startEmbedded(port, backendPorts) {
  const script = fileURLToPath(new URL('embedded.js', import.meta.url))
  return start(onCore(1, [process.execPath, script, String(port), ...backendPorts.map(String)]))
}

/** taskset execs, so the pid is the program's own. */
function start([program, ...args]) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  started.push(child)
  return child.pid
}

function cpuNanos(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`)
  return sum(tasks.map(task => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0])))
}

async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => new Promise(resolve => server.once('listening', resolve))))
  const ports = servers.map(server => server.address().port)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}

async function answers(port) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise(resolve => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`nothing listens on port ${port}`)
}

function spread(numbers, digits) {
  const sorted = [...numbers].sort((x, y) => x - y)
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
  return `${middle.toFixed(digits)} [${sorted[0].toFixed(digits)}, ${sorted.at(-1).toFixed(digits)}]`
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
