/** What a page is made of. */
export interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly attributes: Readonly<Record<string, string>>
}

/** Every tag of a page in order, but for what stands in script and style. It knows no more of HTML than ours has. */
export function tagsOf(page: string): Tag[] {
  const markup = page.replace(/(<(script|style)\b[^>]*>)[\s\S]*?(?=<\/\2>)/g, '$1')
  return [...markup.matchAll(/<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, slash, name, attributes]) => ({
      name: name!,
      closes: slash === '/',
      attributes: Object.fromEntries(
        [...attributes!.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g)].map(([, key, value = '']) => [key!, value]),
      ),
    }),
  )
}
