/**
 * "a, b, c" -> its parts, blanks around them gone. A comma within brackets, braces or quotes parts nothing.
 * @throws Error saying what was expected
 */
export function splitValues(text: string): string[] {
  const parts: string[] = []
  const open: string[] = []
  let [start, quote] = [0, '']
  for (const [i, character] of [...text].map((character, i) => [i, character] as const)) {
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '{' || character === '[') open.push(character === '{' ? '}' : ']')
    else if (character === '}' || character === ']') mustClose(open.pop(), character)
    else if (character === ',' && open.length === 0) {
      parts.push(text.slice(start, i))
      start = i + 1
    }
  }
  if (quote !== '') throw new Error(`expected another ${quote}`)
  if (open.length > 0) throw new Error(`expected a closing ${open.at(-1)}`)
  const all = [...parts, text.slice(start)].map(part => part.trim())
  if (all.includes('')) throw new Error('expected values separated by commas, and none is empty')
  return all
}

function mustClose(expected: string | undefined, character: string): void {
  if (expected !== character) throw new Error(`expected no ${character} here`)
}
