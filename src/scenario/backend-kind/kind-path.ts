/** The kind that is no folder: backends of our own, with made-up service times. */
export const simulatedKind = 'simulated'

/** Whether this is a folder of the user's, and not the name of a kind that is shipped. */
export function isKindPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || /^\.\.?$/.test(nameOrPath)
}
