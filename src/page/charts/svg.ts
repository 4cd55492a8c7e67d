const namespace = 'http://www.w3.org/2000/svg'

/** An element of SVG with attributes, around text or other elements. */
export function svg(name: string, attributes: Attributes, ...content: readonly (Element | string)[]): SVGElement {
  const made = document.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, String(value))
  made.append(...content)
  return made
}

type Attributes = Readonly<Record<string, string | number | undefined>>

/** Of the font all charts have, px. */
const fontSize = 12
let measuring: CanvasRenderingContext2D | null | undefined

/** How wide a text is, px: what is drawn is not yet on the page, so it is measured on a canvas. */
export function widthOf(text: string, weight: 400 | 600 = 400): number {
  measuring ??= document.createElement('canvas').getContext('2d')
  if (measuring === null) return text.length * fontSize * 0.65
  measuring.font = `${weight} ${fontSize}px system-ui, sans-serif`
  return measuring.measureText(text).width
}

/** A text that fits into so many px, its end cut off where it must. */
export function fitted(text: string, room: number, weight: 400 | 600 = 400): string {
  if (widthOf(text, weight) <= room) return text
  let end = text.length - 1
  while (end > 1 && widthOf(`${text.slice(0, end)}…`, weight) > room) end--
  return `${text.slice(0, end)}…`
}
