import type { Finding } from './finding.js'
import type { Wanted } from './programs.js'

/** What was found of a program or module. */
export interface Found {
  /** Of the program, or of the interpreter that has the module; undefined: there is none. */
  readonly path: string | undefined
  /** What it said when it was asked for its version, and on stderr; of a module, the version. Undefined: nothing, in time. */
  readonly said: string | undefined
}

export function judgeProgram(wanted: Wanted, { path, said }: Found): Finding {
  const { name, from, lacks } = wanted
  if (path === undefined) {
    const facts = { path: null, version: null }
    const install = 'debian' in from ? { command: installing(from.debian) } : { command: from.page }
    return { name, mark: 'missing', says: `would enable ${wanted.enables}`, ...install, facts }
  }
  const version = said === undefined ? undefined : versionOf(wanted, said)
  const facts = { path, version: version ?? null }
  if (said === undefined) return { name, mark: 'unknown', says: `${path} gave no answer in time`, facts }
  if (lacks?.says.test(said) === true) {
    const says = `${version ?? path} without ${lacks.what}: it would enable ${wanted.enables}`
    return { name, mark: 'missing', says, command: installing(lacks.debian), facts }
  }
  if (version !== undefined) return { name, mark: 'ok', says: `${version} (${path})`, facts }
  const says = `${path} does not tell its version`
  return {
    name,
    mark: 'caution',
    says,
    advice: firstLine(said),
    facts,
  }
}

function versionOf({ is, version }: Wanted, said: string): string | undefined {
  return 'module' in is ? said : version?.exec(said)?.[1]
}

const installing = (debian: string): string => `sudo apt-get install ${debian}`

const firstLine = (text: string): string => `it said: ${text.trim().split('\n')[0] || 'nothing'}`
