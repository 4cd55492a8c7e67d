import { readFileSync } from 'node:fs'

/** The text of a file as the kernel has it now; undefined where there is no such file, or it is not for us. */
export function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
