import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Root folder of the installed package, with a slash at its end. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Version in package.json. */
export function ownVersion(): string {
  return (JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as { version: string }).version
}
