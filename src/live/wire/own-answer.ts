/** What an answer of our own (not of a backend) says. */
export interface OwnAnswer {
  readonly status: number
  /** One sentence: the cause. */
  readonly cause: string
  /** Further header lines, "name: value\r\n" each. */
  readonly fields: string
  readonly keepAlive: boolean
  readonly http10: boolean
  /** HEAD: the length of a body that is not sent. */
  readonly bodiless: boolean
}

/** The complete text of a short plain answer, latin1. */
export function ownAnswer({ status, cause, fields, keepAlive, http10, bodiless }: OwnAnswer): string {
  const reason = reasonOf(status)
  const body = `${status} ${reason}: ${cause}\n`
  const head = `HTTP/1.1 ${status} ${reason}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n`
  return `${head}${fields}${connectionField(keepAlive, http10)}\r\n${bodiless ? '' : body}`
}

/** The Connection line an answer needs: none where the client takes what is meant for granted. */
export function connectionField(keepAlive: boolean, http10: boolean): string {
  if (!keepAlive) return 'Connection: close\r\n'
  return http10 ? 'Connection: keep-alive\r\n' : ''
}

/** RFC 9110 reason phrase, or "Unknown". */
export function reasonOf(status: number): string {
  return reasons[status] ?? 'Unknown'
}

// Not node:http's STATUS_CODES: loading that module costs milliseconds, for a table.
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  411: 'Length Required',
  413: 'Content Too Large',
  417: 'Expectation Failed',
  418: "I'm a Teapot",
  422: 'Unprocessable Content',
  425: 'Too Early',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  505: 'HTTP Version Not Supported',
  507: 'Insufficient Storage',
  529: 'Site Overloaded',
}
