/** Patterns for lines with round ends, in the order of the colours. */
export const dashes: readonly string[] = [
  'none',
  '7 5',
  '0.5 4.5',
  '11 4.5 1 4.5',
  '5 4 5 8',
  '0.5 6.5',
  '13 4.5 1 4.5 1 4.5',
  '4 3.5',
]
