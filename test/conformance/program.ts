import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real balancer: how it is started on a configuration, and what version it is. */
export interface Product {
  /** The program's. */
  readonly name: string
  readonly title: string
  /** The version that docs/conformance.md speaks of: Debian 12 has it. */
  readonly verified: string
  /** Arguments that make it print its version. */
  readonly versionArgs: readonly string[]
  readonly version: RegExp
  /** Command line in `folder`, where its configuration is `configFile`. */
  args(folder: string): readonly string[]
  readonly configFile: string
}

/** Where products listen: a socket in their folder, so that no port has to be free. */
export function listenPath(folder: string): string {
  return join(folder, 'listen.sock')
}

/** "1.22.1"; undefined where it is not installed. */
export function versionOf(product: Product): string | undefined {
  const said = spawnSync(product.name, product.versionArgs, { encoding: 'utf8', env: paths })
  return said.error === undefined ? product.version.exec(said.stdout + said.stderr)?.[1] : undefined
}

export class RunningProgram {
  readonly folder: string
  readonly #child: ChildProcess
  readonly #stop = () => this.#child.kill('SIGKILL')
  #said = ''

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder
    this.#child = child
    child.stdout!.on('data', text => {
      this.#said += text
    })
    child.stderr!.on('data', text => {
      this.#said += text
    })
    // Should the test's process end before it stops its program.
    process.on('exit', this.#stop)
  }

  /** Started and listening. Where we are root the program is nobody. */
  static async start(product: Product, configure: (folder: string) => string): Promise<RunningProgram> {
    const folder = mkdtempSync(join(tmpdir(), `lbbench-${product.name}-`))
    writeFileSync(join(folder, product.configFile), configure(folder))
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid)
    const child = spawn(product.name, product.args(folder), {
      cwd: folder,
      env: { ...paths, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...nobody,
    })
    const program = new RunningProgram(folder, child)
    await program.#listening(product.name)
    return program
  }

  async stop(): Promise<void> {
    process.off('exit', this.#stop)
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = new Promise(resolve => this.#child.once('exit', resolve))
      this.#child.kill('SIGKILL')
      await gone
    }
    rmSync(this.folder, { recursive: true, force: true })
  }

  async #listening(name: string): Promise<void> {
    const deadline = Date.now() + 20_000
    const path = listenPath(this.folder)
    while (!(existsSync(path) && (await accepts(path)))) {
      const ended = this.#child.exitCode !== null || this.#child.signalCode !== null
      if (ended || Date.now() > deadline) {
        await this.stop()
        throw new Error(`${name} ${ended ? 'ended' : 'does not listen'}: ${this.#said.slice(-2000)}`)
      }
      await new Promise(resolve => setTimeout(resolve, 20))
    }
  }
}

/** Debian has nginx and haproxy in /usr/sbin, which is not in everybody's PATH. */
const paths = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` }

function accepts(path: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
