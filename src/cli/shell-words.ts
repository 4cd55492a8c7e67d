/** A flag as it is typed: ["--load", "60%"], or ["--realtime"] where it is only switched on. */
export function flagWords(name: string, value: unknown): string[] {
  return value === true ? [`--${name}`] : [`--${name}`, shellWord(String(value))]
}

/** Quoted where a shell would read more into it than text. */
export function shellWord(text: string): string {
  return /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
