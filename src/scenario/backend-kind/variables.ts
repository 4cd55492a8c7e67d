/** What backend.yaml may use in its command and its environment, and what each stands for. */
export const variables = {
  host: 'address to listen on',
  port: 'port to listen on',
  name: 'name of the backend in the scenario',
  workers: 'worker processes of the backend',
  threads: 'threads of each worker',
  backlog: 'how many may wait to be accepted, no more than this machine allows (net.core.somaxconn)',
  keepAlive: 'whole seconds an idle connection stays open; 0: closed after each answer',
  folder: 'folder that backend.yaml is in',
} as const

export type Variable = keyof typeof variables

export type VariableValues = Readonly<Record<Variable, string | number>>

const anyVariable = /\$\{(\w*)\}/g

/** The first name in `text` that is no variable; undefined where all are known. */
export function unknownVariable(text: string, known: readonly string[] = Object.keys(variables)): string | undefined {
  return [...text.matchAll(anyVariable)].map(([, name]) => name!).find(name => !known.includes(name))
}

/** "${host}:${port}" -> "127.0.0.1:18001". */
export function filledIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(anyVariable, (whole, name: string) => String(values[name] ?? whole))
}
