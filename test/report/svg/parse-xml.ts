/** An element of a document: its name, attributes, and the text right inside. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

/** Elements in document order of what our own writer writes. @throws Error where a tag is not closed, or text holds a bare mark */
export function parseXml(xml: string): Element[] {
  const found: Element[] = []
  const open: Element[] = []
  for (const [token] of xml.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!token.startsWith('<')) {
      if (/&(?!#\d+;)/.test(token)) throw new Error(`a bare & in ${token}`)
      if (open.length > 0) open.at(-1)!.text += decoded(token).trim()
      else if (token.trim() !== '') throw new Error(`text outside: ${token}`)
      continue
    }
    const [, closing, name, rest, empty] = /^<(\/?)([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>$/.exec(token) ?? []
    if (name === undefined) throw new Error(`no tag: ${token}`)
    if (closing === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes another one`)
      continue
    }
    const attributes = [...rest!.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, decoded(value!)])
    const element: Element = { name, attributes: Object.fromEntries(attributes), text: '' }
    found.push(element)
    if (empty === '') open.push(element)
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)!.name}> is never closed`)
  return found
}

const decoded = (text: string): string => text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
