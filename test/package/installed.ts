import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pack } from './pack.js'

/** An empty project that the tarball was installed into. */
export interface Installed {
  /** Its path has a space in it. */
  readonly project: string
  readonly tarball: string
  /** For npm, in place of the user's: what was fetched is shared with that, what `npx` installs is not. */
  readonly cache: string
  /** A folder of one's own to work in, elsewhere; likewise. */
  readonly elsewhere: string
}

/** Exit status and what was said. */
export interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** As `npm install lbbench` in a new project. From then on nobody may write to the package. */
export async function install(): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), 'lbbench-package-'))
  const project = join(root, 'an empty project')
  const elsewhere = join(root, 'some where else')
  const cache = join(root, 'npm')
  for (const folder of [project, elsewhere, cache]) mkdirSync(folder)
  symlinkSync(
    join((await run(root, 'npm', 'config', 'get', 'cache')).stdout.trim(), '_cacache'),
    join(cache, '_cacache'),
  )
  const tarball = join(root, pack(root).filename)
  writeFileSync(join(project, 'package.json'), '{ "private": true, "type": "module" }\n')
  // What `npm ci` has fetched for this checkout is not fetched again.
  const { status, stderr } = await run(project, 'npm', 'install', '--prefer-offline', '--no-audit', tarball)
  if (status !== 0) throw new Error(`npm install ${tarball}: ${stderr}`)
  forbidWriting(join(project, 'node_modules/lbbench'))
  for (const folder of [root, project]) chmodSync(folder, 0o755)
  chmodSync(elsewhere, 0o777)
  return { project, tarball, cache, elsewhere }
}

/** Nobody but root could write there now, and root does not run what is tested: see `run`. */
function forbidWriting(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o555)
  chmodSync(folder, 0o555)
}

/** Runs a program as the user who runs the tests. */
export function run(cwd: string, program: string, ...args: string[]): Promise<Said> {
  return start(cwd, {}, program, args)
}

/** Runs a program without rights: as who the tests are run by, but as nobody where that is root. */
export function runPlainly(cwd: string, program: string, ...args: string[]): Promise<Said> {
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  return start(cwd, nobody, program, args)
}

function start(cwd: string, who: { uid?: number; gid?: number }, program: string, args: string[]): Promise<Said> {
  const env = { ...process.env, ...(who.uid === undefined ? {} : { HOME: cwd, TMPDIR: cwd }) }
  return new Promise(resolve =>
    execFile(program, args, { cwd, env, ...who, encoding: 'utf8' }, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    ),
  )
}
