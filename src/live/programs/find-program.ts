import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** Debian has nginx and HAProxy in /usr/sbin, which is not in everybody's PATH. */
const furtherFolders = ['/usr/local/sbin', '/usr/sbin']

/** Absolute path of a program on PATH, or where Debian puts servers; undefined where there is none. */
export function findProgram(name: string): string | undefined {
  // What lies in the folder where somebody happens to be is not installed.
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(isAbsolute), ...furtherFolders]
  return folders.map(folder => join(folder, name)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
