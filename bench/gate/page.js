// docs/gate-proof.md: each part of it is written by the program that measured it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const page = fileURLToPath(new URL('../../docs/gate-proof.md', import.meta.url))

/** Puts text between the marks of a part; the rest of the page is written by people. */
export function writePart(name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before, rest] = readFileSync(page, 'utf8').split(begin)
  if (rest === undefined) throw new Error(`${page} has no ${begin}`)
  writeFileSync(page, `${before}${begin}\n\n${text.trim()}\n\n${end}${rest.split(end)[1]}`)
}

export function tableOf(head, rows) {
  const line = cells => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Which rule was measured. */
export function version() {
  const git = (...args) =>
    execFileSync('git', args, { encoding: 'utf8', cwd: fileURLToPath(new URL('.', import.meta.url)) })
  return `${git('rev-parse', '--short', 'HEAD').trim()}${git('status', '--porcelain', '../../src').trim() === '' ? '' : ' (changed)'}`
}
