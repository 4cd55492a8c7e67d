import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lbbenchIn, type Said } from './lbbench.js'

/** Ports below those the kernel gives to outgoing connections; a pid has some of its own. */
const first = 14_000 + (process.pid % 90) * 10
const [listen, ...backends] = [first, first + 1, first + 2, first + 3] as const

const site = `upstream flask_app {
  least_conn;
${backends.map(port => `  server 127.0.0.1:${port};\n`).join('')}}
server {
  listen 127.0.0.1:${listen};
  location / { proxy_pass http://flask_app; proxy_set_header Host $host; }
}
`
const files: Readonly<Record<string, string>> = {
  'site.conf': site,
  'nginx.conf': `events { worker_connections 512; }\nhttp {\n${site}}\n`,
  'wrong.conf': site.replace('least_conn', 'least_con'),
  's.yaml': `name: seed
backends: [${backends.map((port, i) => `{ name: ${'abc'[i]}, port: ${port}, latency: 5ms }`).join(', ')}]
traffic: { rate: 100 }
balancer: { port: ${listen} }
run: { duration: 500ms, warmup: 100ms, rounds: 1 }
`,
}

describe("a configuration of the user's", () => {
  let cwd: string
  const compare = (...args: string[]): Promise<Said> =>
    lbbenchIn({ cwd }, 'compare', 's.yaml', '--no-twin', '--out', 'out', ...args)
  const results = () => JSON.parse(readFileSync(join(cwd, 'out', 'results.json'), 'utf8'))

  beforeAll(() => {
    cwd = mkdtempSync(join(tmpdir(), 'lbbench-test-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  })
  afterAll(() => rmSync(cwd, { recursive: true }))

  it('runs before the backends of the scenario, whole or in part, beside one that lbbench wrote', async () => {
    const { stderr } = await compare('-s', 'nginx:./site.conf,nginx:./nginx.conf,nginx:lc')
    expect(stderr).not.toContain('unexpectedly')
    const { candidates, stopped } = results()
    expect(stopped).toEqual([])
    for (const { backends: shares, errors } of candidates) {
      expect(errors).toEqual({})
      expect(shares.map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'c'])
      for (const { requests } of shares) expect(requests).toBeGreaterThan(5)
    }
    // It may hold secrets, and results travel.
    expect(candidates[0].software.configuration).toMatch(/^\.\/site\.conf, SHA-256 [0-9a-f]{64}$/)
    expect(candidates[0].source).toMatchObject({ file: './site.conf' })
    expect(candidates[2].software.configuration).toContain('least_conn;')
  })

  it('that nginx refuses stops its candidate with what nginx says; the others go on', async () => {
    const { status } = await compare('-s', 'nginx:./wrong.conf,nginx:./site.conf')
    expect(status).toBe(3)
    const { candidates, stopped } = results()
    expect(candidates.map(({ id }: { id: string }) => id)).toEqual(['nginx:./site.conf'])
    expect(stopped).toHaveLength(1)
    expect(stopped[0].reason).toContain('unknown directive "least_con"')
    const [, folder] = /log are in ([^)]+)\)/.exec(stopped[0].reason)!
    expect(existsSync(join(folder!, 'log'))).toBe(true)
    rmSync(folder!, { recursive: true })
  })

  it('whose port somebody else has says so', async () => {
    const other: Server = createServer().listen(listen, '127.0.0.1')
    const { status, stdout } = await compare('-s', 'nginx:./site.conf')
    other.close()
    expect(status).toBe(3)
    expect(stdout).toContain(`nginx cannot listen on 127.0.0.1:${listen}: the port is taken`)
  })

  it.each([
    ['nginx:./none.conf', 'cannot read ./none.conf: there is no such file'],
    ['nginx:./site.conf?x=1', 'gives options to a configuration'],
  ])('%s is refused', async (candidate, reason) => {
    const { status, stderr } = await compare('-s', candidate)
    expect(status).toBe(2)
    expect(stderr).toContain(reason)
  })

  it('needs ports in the scenario', async () => {
    const { status, stderr } = await lbbenchIn({ cwd }, 'compare', 'steady', '-s', 'nginx:./site.conf')
    expect(status).toBe(2)
    expect(stderr).toContain('the scenario must say where ./site.conf listens')
  })
})
