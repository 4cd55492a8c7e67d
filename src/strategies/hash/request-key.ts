import type { Knowledge, OptionSpec, Options, RequestView } from '../strategy.js'

/** What of a request is hashed, for all strategies that hash. A request whose key is "" cannot be hashed. */
export const keyOption: OptionSpec = {
  summary: "what is hashed: the client's address, the path, or the path with its query",
  default: 'client',
  values: ['client', 'path', 'path?'],
}

/** For `Strategy.knows` of who has that option. */
export const keyKnowledge: readonly Knowledge[] = ['client', 'path']

/** Reads the key as the options say, untouched: nothing is decoded or put into another case. */
export function requestKey({ key }: Options): (request: RequestView) => string {
  if (key === 'path') return pathOf
  return key === 'path?' ? request => request.path : request => request.client
}

function pathOf({ path }: RequestView): string {
  const end = path.indexOf('?')
  return end === -1 ? path : path.slice(0, end)
}
