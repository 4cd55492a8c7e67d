/**
 * Blocks of Markdown, an empty line between them, in at most so many bytes of UTF-8. What does not fit is left out from the
 * end: whole blocks, but a table that is cut keeps the rows that fit; then `note` follows.
 */
export function fitBlocks(blocks: readonly string[], mostBytes: number, note: string): string {
  const whole = joined(blocks)
  if (Buffer.byteLength(whole) <= mostBytes) return whole
  const kept: string[] = []
  let room = mostBytes - Buffer.byteLength(`${note}\n`)
  for (const block of blocks) {
    const size = Buffer.byteLength(`${block}\n\n`)
    if (size > room) {
      const part = isTable(block) ? rowsThatFit(block, room) : ''
      if (part !== '') kept.push(part)
      break
    }
    kept.push(block)
    room -= size
  }
  return room < 0 ? '' : joined([...kept, note])
}

const joined = (blocks: readonly string[]): string => `${blocks.filter(block => block !== '').join('\n\n')}\n`

/** A heading may stand above it; a fence or a part that opens would be cut before it is closed. */
const isTable = (block: string): boolean => /^\|[-:|]+\|$/m.test(block) && !/^(```|<)/m.test(block)

/** '' where not even one row does. */
function rowsThatFit(table: string, bytes: number): string {
  const lines = table.split('\n')
  const head = lines.findIndex(line => /^\|[-:|]+\|$/.test(line)) + 1
  let room = bytes - Buffer.byteLength(`${lines.slice(0, head).join('\n')}\n\n`)
  let end = head
  for (; end < lines.length; end++) {
    room -= Buffer.byteLength(`${lines[end]}\n`)
    if (room < 0) break
  }
  return end === head ? '' : lines.slice(0, end).join('\n')
}
