import { wrapped } from '../wrapped.js'

/** Sentences one below the other, as wide as a terminal, each line in a style. */
export function paragraph(sentences: readonly string[], width: number, style: (line: string) => string): string {
  return sentences
    .flatMap(sentence => wrapped(sentence, width, '  '))
    .map(style)
    .join('\n')
}
