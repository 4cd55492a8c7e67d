/** One instruction of a Dockerfile. */
export interface Instruction {
  readonly name: string
  /** "--from=build" -> from: "build". */
  readonly flags: Readonly<Record<string, string>>
  /** What stands behind name and flags. */
  readonly text: string
}

/** Dockerfile reference, "Overview"; MAINTAINER is deprecated, ONBUILD none of ours. */
const known =
  /^(FROM|ARG|ENV|WORKDIR|COPY|ADD|RUN|USER|EXPOSE|VOLUME|HEALTHCHECK|ENTRYPOINT|CMD|LABEL|STOPSIGNAL|SHELL)$/

/**
 * Instructions in their order: comments out, continued lines joined.
 * @throws Error naming the line that is none
 */
export function readDockerfile(text: string): Instruction[] {
  const lines = text
    .split('\n')
    .filter(line => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
  return lines.map(line => {
    const [, name = '', rest = ''] = /^\s*([A-Z]+)\s+(.*?)\s*$/.exec(line) ?? []
    if (!known.test(name)) throw new Error(`not an instruction: ${line}`)
    const [, flagText = '', tail = ''] = /^((?:--[a-z-]+=\S+\s+)*)(.*)$/.exec(rest)!
    const flags = [...flagText.matchAll(/--([a-z-]+)=(\S+)/g)].map(([, flag, value]) => [flag!, value!] as const)
    return { name, flags: Object.fromEntries(flags), text: tail }
  })
}

/** `["node", "-e", "..."]`: a command that no shell reads. @throws Error where it is none */
export function execForm(text: string): string[] {
  const words = JSON.parse(text) as unknown
  if (!Array.isArray(words) || !words.every(word => typeof word === 'string') || words.length === 0)
    throw new Error(`not a command in exec form: ${text}`)
  return words
}
