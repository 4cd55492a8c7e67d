import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findProgram } from '../../live/programs/find-program.js'
import type { FindingGroup } from './finding.js'
import { type Found, judgeProgram } from './judge-programs.js'
import { type Wanted, type WantedGroup, wantedGroups } from './programs.js'

/** The slowest, which are Python's, take a third of a second on a quiet machine. */
const patienceMs = 1800

/** Debian's, not one that an environment puts first on PATH: its packages are for this one. */
const debianPython = '/usr/bin/python3'

/** What is installed of all lbbench works with; all are asked at once, and nobody is waited for long. */
export async function findPrograms(groups: readonly WantedGroup[] = wantedGroups): Promise<FindingGroup[]> {
  const modules = moduleVersions(groups.flatMap(({ wanted }) => wanted.flatMap(({ is }) => moduleOf(is))))
  const find = async (wanted: Wanted): Promise<Found> => {
    const { is, asked = [] } = wanted
    if ('programs' in is) return findAndAsk(is.programs, asked)
    const versions = await modules
    if (versions === undefined) return { path: debianPython, said: undefined }
    const version = versions[is.module]
    return { path: version === undefined ? undefined : debianPython, said: version }
  }
  return Promise.all(
    groups.map(async ({ title, wanted }) => ({
      title,
      findings: await Promise.all(wanted.map(async each => judgeProgram(each, await find(each)))),
    })),
  )
}

const moduleOf = (is: Wanted['is']): readonly string[] => ('module' in is ? [is.module] : [])

async function findAndAsk(names: readonly string[], args: readonly string[]): Promise<Found> {
  const path = names.map(findProgram).find(found => found !== undefined)
  return { path, said: path === undefined ? '' : await ask(path, args) }
}

/** Asks for what is installed, which takes a tenth of the time importing it would. */
const moduleScript = `
import importlib.metadata, json, sys
def version(name):
    try: return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError: return None
print(json.dumps({name: version(name) for name in sys.argv[1:]}))`

/** Undefined where Python does not answer in time. */
async function moduleVersions(
  names: readonly string[],
): Promise<Readonly<Record<string, string | undefined>> | undefined> {
  const python = existsSync(debianPython) ? debianPython : findProgram('python3')
  if (python === undefined) return {}
  const said = await ask(python, ['-c', moduleScript, ...names])
  if (said === undefined) return undefined
  try {
    const versions = JSON.parse(said) as Record<string, string | null>
    return Object.fromEntries(Object.entries(versions).map(([name, version]) => [name, version ?? undefined]))
  } catch {
    return {}
  }
}

/**
 * What a program says, first on stdout, then on stderr, whether it fails or not (wrk -v does); '' where it cannot be run,
 * undefined where it is not done in time.
 */
function ask(path: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    const options = { timeout: patienceMs, killSignal: 'SIGKILL', maxBuffer: 65_536 } as const
    const child = execFile(path, args, options, (error, stdout, stderr) =>
      resolve(error?.killed === true ? undefined : stdout + stderr),
    )
    child.stdin?.end()
  })
}
