/** What was thrown, in a sentence: `"boom"`, `TypeError "x is not a function"`, `the number 5`. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) {
    const [line = ''] = thrown.message.split('\n')
    return thrown.name === 'Error' ? JSON.stringify(line) : `${thrown.name} ${JSON.stringify(line)}`
  }
  if (typeof thrown === 'string') return JSON.stringify(thrown)
  return thrown === null || typeof thrown !== 'object'
    ? `${typeof thrown} ${String(thrown)}`
    : 'an object that is no Error'
}
