import { LbbenchError } from '../errors.js'

/**
 * A candidate as written without its label: "rr#2" -> "rr". What stands behind the last "#" is a label: part of the id and of
 * nothing else, so that `rr,rr#2` runs one strategy twice (an A/A run). Letters, digits, "-", "_" and "."; a path keeps what
 * cannot be one ("./c#/mine.ts"), and so it does where the end of a file's name would go ("./mine#2.ts").
 * @throws LbbenchError USAGE where a label is empty or holds what it must not
 */
export function withoutLabel(id: string): string {
  const at = id.lastIndexOf('#')
  if (at < 0) return id
  const label = id.slice(at + 1)
  if (/\.(?:[mc]?[jt]s|conf|cfg|json|ya?ml|toml|caddy)$/i.test(label)) return id
  if (/^[\w.-]+$/.test(label)) return id.slice(0, at)
  if (id.includes('/')) return id
  const message = label === '' ? `"${id}" has an empty label` : `"${label}" in "${id}" is no label`
  throw new LbbenchError('USAGE', message, 'a label is of letters, digits, "-", "_" and ".": rr#2')
}
