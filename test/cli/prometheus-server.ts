import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** One sample of an answer: its labels and value. */
export interface Sample {
  readonly metric: Readonly<Record<string, string>>
  readonly value: number
}

/** Debian's Prometheus, scraping one target every half second. */
export interface PrometheusServer {
  /** As of now; fails where Prometheus does not understand the expression. */
  query(expr: string): Promise<Sample[]>
  stop(): Promise<void>
}

/** @param target host and port */
export async function startPrometheus(target: string): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-prometheus-'))
  const port = await freePort()
  const config = join(folder, 'prometheus.yml')
  writeFileSync(
    config,
    `global: { scrape_interval: 500ms, scrape_timeout: 500ms }\nscrape_configs:\n  - job_name: lbbench\n    static_configs: [{ targets: ['${target}'] }]\n`,
  )
  const process = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const base = `http://127.0.0.1:${port}`
  await ready(`${base}/-/ready`, process)
  return {
    async query(expr) {
      const answer = await fetch(`${base}/api/v1/query?query=${encodeURIComponent(expr)}`)
      const { status, data, error } = (await answer.json()) as Answer
      if (status !== 'success') throw new Error(`${expr}: ${error}`)
      return data!.result.map(({ metric, value: [, value] }) => ({ metric, value: Number(value) }))
    },
    async stop() {
      const gone = new Promise(resolve => process.once('exit', resolve))
      process.kill('SIGTERM')
      await gone
      rmSync(folder, { recursive: true })
    },
  }
}

interface Answer {
  readonly status: string
  readonly error?: string
  readonly data?: {
    readonly result: readonly { readonly metric: Readonly<Record<string, string>>; readonly value: [number, string] }[]
  }
}

async function ready(url: string, process: ChildProcess): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end && process.exitCode === null; await sleep(50)) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok === true) return
  }
  throw new Error('Prometheus did not get ready')
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
