/** A line of YAML and what there is to say of it; off: it stands in a comment, to be switched on. */
interface Row {
  readonly yaml: string
  readonly says?: string | undefined
  readonly off?: boolean
}

/** A key with its value, as it counts. */
export function on(yaml: string, says?: string): Row {
  return { yaml, says }
}

/** A setting that would count if its "# " were taken away. */
export function off(yaml: string, says: string): Row {
  return { yaml, says, off: true }
}

/** The same, where another key has to be taken away for it: the text says which, and a test does just that. */
export function instead(key: string, yaml: string, says: string): Row {
  return off(yaml, `instead of ${key}: ${says}`)
}

/** Where explanations begin, if the line before them leaves room. */
const column = 36

/** Lines of a section, indented as YAML wants it. */
export function laidOut(indent: string, rows: readonly Row[]): string {
  return rows
    .map(({ yaml, says, off = false }) => {
      const text = `${indent}${off ? '# ' : ''}${yaml}`
      return says === undefined ? text : `${text.padEnd(column)}  # ${says}`
    })
    .join('\n')
}
