/** An element; attributes that are undefined are left out. `content` is XML already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  content: string | readonly string[] = '',
): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
  const head = [name, ...given.map(([key, value]) => `${key}="${xmlText(String(value))}"`)].join(' ')
  const inner = typeof content === 'string' ? content : `${content.map(line => `\n${indented(line)}`).join('')}\n`
  return inner.trim() === '' ? `<${head}/>` : `<${head}>${inner}</${name}>`
}

/**
 * Text for XML 1.0, in an element or an attribute: any parser gives it back as it was. What XML 1.0 has no way to say (most
 * control characters, halves of surrogate pairs, U+FFFE and U+FFFF; production 2, Char) becomes U+FFFD.
 */
export function xmlText(text: string): string {
  return text
    .replaceAll(unsayable, '\u{FFFD}')
    .replaceAll(/[&<>"'\t\n\r]/g, character => `&#${character.codePointAt(0)};`)
}

// The flag u makes a lone half of a pair a character of its own, and a pair none.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unsayable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/gu

/** Only between elements: white space in text is text. */
function indented(xml: string): string {
  return xml.replaceAll(/^(?=[ ]*<)/gm, '  ')
}
