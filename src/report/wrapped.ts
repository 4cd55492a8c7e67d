/** Lines of at most `width` characters, broken at spaces; further lines begin with `indent`. A longer word stays whole, and a number with its %. */
export function wrapped(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+(?!%)/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length > width && line.trim() !== '') {
      lines.push(line)
      line = `${indent}${word}`
    } else line = longer
  }
  return [...lines, line]
}
