// What threads and processes add where the work is CPU, and where it is waiting: requests a second by users, each server asked
// by so many at once. Build first (npm run build), then: node bench/fidelity/gil.js [seconds a cell, default 2]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { shippedKinds } from '../../dist/live/backends/real/kind-of.js'
import { quantileTable } from '../../dist/live/backends/real/profile.js'
import { freePort } from '../../dist/live/listen.js'
import { findProgram } from '../../dist/live/programs/find-program.js'
import { readKind } from '../../dist/scenario/backend-kind/read-kind.js'
import { filledIn } from '../../dist/scenario/backend-kind/variables.js'

const seconds = Number(process.argv[2] ?? 2)
const serviceMs = 10
const cells = [
  { kind: 'gunicorn', workers: 1, threads: 1 },
  { kind: 'gunicorn', workers: 2, threads: 1 },
  { kind: 'gunicorn-gthread', workers: 1, threads: 4 },
  { kind: 'gunicorn-gevent', workers: 1, threads: 1 },
  { kind: 'uwsgi', workers: 2, threads: 1 },
]
console.log(`requests a second; every request takes ${serviceMs} ms`)
console.log('server                  work     1 user  2 users  4 users')
for (const cell of cells) {
  for (const [work, cpuShare] of [
    ['waiting', 0],
    ['CPU', 1],
  ]) {
    const server = await start(cell, cpuShare)
    const rates = []
    for (const users of [1, 2, 4]) rates.push(await rateOf(server.port, users))
    await server.stop()
    const name = `${cell.kind} ${cell.workers} x ${cell.threads}`
    console.log(`${name.padEnd(24)}${work.padEnd(8)} ${rates.map(rate => rate.toFixed(0).padStart(6)).join('   ')}`)
  }
}

async function start({ kind: name, workers, threads }, cpuShare) {
  const kind = readKind(name, shippedKinds)
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-gil-'))
  const failures = { errorShare: 0, status: 500, resetShare: 0, closeShare: 0, hangShare: 0, hangMs: 1, afterShare: 1 }
  const serviceTime = quantileTable({ kind: 'constant', valueMs: serviceMs })
  writeFileSync(join(folder, 'profile.json'), JSON.stringify({ name: 'a', weight: 1, cpuShare, serviceTime, failures }))
  const port = await freePort(0, '127.0.0.1', 'the server')
  const values = {
    host: '127.0.0.1',
    port,
    name: 'a',
    workers,
    threads,
    backlog: 128,
    keepAlive: 0,
    folder: kind.folder,
  }
  const [program, ...args] = kind.command.map(word => filledIn(word, values))
  const child = spawn(program.includes('/') ? program : findProgram(program), args, {
    cwd: kind.folder,
    env: { ...process.env, ...kind.env, LBBENCH_PROFILE: join(folder, 'profile.json') },
    stdio: 'ignore',
    detached: true,
  })
  const deadline = performance.now() + 20_000
  while ((await ask(port, '/health')) !== 200) {
    if (performance.now() > deadline) throw new Error(`${name} does not serve`)
    await delay(20)
  }
  const stop = async () => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    process.kill(-child.pid, 'SIGKILL')
    await gone
    rmSync(folder, { recursive: true })
  }
  return { port, stop }
}

async function rateOf(port, users) {
  let answered = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: users }, async () => {
      while (performance.now() - began < seconds * 1000) if ((await ask(port, '/')) === 200) answered++
    }),
  )
  return (answered * 1000) / (performance.now() - began)
}

/** The status; 0 where there is no answer. */
function ask(port, path) {
  return new Promise(resolve => {
    const asked = request({ host: '127.0.0.1', port, path, agent: false }, response => {
      response.resume().on('end', () => resolve(response.statusCode))
    })
    asked.on('error', () => resolve(0))
    asked.end()
  })
}
