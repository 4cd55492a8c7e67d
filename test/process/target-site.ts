import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../src/live/listen.js'
import { findProgram } from '../../src/live/programs/find-program.js'
import { ProgramGroup } from '../../src/live/programs/group.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { eventually } from './processes.js'

const loopback = '127.0.0.1'
const data = fileURLToPath(new URL('../load/data/', import.meta.url))

/** A balancer that lbbench did not start: a real nginx before simulated backends, over TCP and over TLS. */
export interface TargetSite {
  readonly http: string
  readonly https: string
  readonly folder: string
}

/**
 * Runs `use` while the site is up.
 * @param certificate of test/load/data
 */
export async function withSite(
  backends: readonly BackendSpec[],
  use: (site: TargetSite) => Promise<void>,
  certificate = 'server',
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-target-'))
  const group = new ProgramGroup(new AbortController().signal)
  const program = group.start({
    title: 'the backends',
    module: 'backends/program.js',
    diedCode: 'BACKEND_FAILED',
    realtime: false,
  })
  let nginx: ChildProcess | undefined
  try {
    await group.during(async () => {
      const boot = { specs: backends, ports: backends.map(() => 0), host: loopback, seed: 1, reports: false }
      const backendPorts = await program.call<number[]>('boot', boot)
      const ports = { plain: await freePort(0, loopback, 'nginx'), tls: await freePort(0, loopback, 'nginx') }
      writeFileSync(join(folder, 'nginx.conf'), configuration(folder, backendPorts, ports, certificate))
      nginx = spawn(findProgram('nginx')!, ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
      await Promise.all([listening(ports.plain), listening(ports.tls)])
      await use({ http: `http://${loopback}:${ports.plain}`, https: `https://localhost:${ports.tls}`, folder })
    })
  } finally {
    if (nginx !== undefined && nginx.exitCode === null) {
      nginx.kill('SIGQUIT')
      await once(nginx, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Says in `x-seen` how it was asked. */
function configuration(
  folder: string,
  backends: readonly number[],
  ports: { readonly plain: number; readonly tls: number },
  certificate: string,
): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  return `${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.map(kind => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
  upstream backends { ${backends.map(port => `server ${loopback}:${port};`).join(' ')} keepalive 32; }
  server {
    listen ${loopback}:${ports.plain};
    listen ${loopback}:${ports.tls} ssl;
    ssl_certificate ${data}${certificate}.pem;
    ssl_certificate_key ${data}${certificate}.key;
    add_header x-seen "$scheme $ssl_server_name $http_host $http_x_key $request_uri" always;
    location / { proxy_pass http://backends; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`
}

/** Resolves once somebody accepts connections. */
export async function listening(port: number): Promise<void> {
  let accepted = false
  await eventually(() => {
    const socket = connect(port, loopback, () => {
      accepted = true
      socket.destroy()
    })
    socket.on('error', () => socket.destroy())
    return accepted
  }, 10_000)
}
