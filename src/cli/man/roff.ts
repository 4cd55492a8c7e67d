/**
 * A word or a sentence as roff takes it for what it is, in a line of its own or behind another word. Each `-` is one that can be copied into a
 * shell: a bare one would be set as a hyphen. So are quotes, `~` and `^`, and a line that begins with `.` is no request.
 */
export function escaped(text: string): string {
  const plain = text.replaceAll(/[\\\-'`^~"]/g, sign => signs[sign]!).replaceAll(/\s+/g, ' ')
  return plain.startsWith('.') ? `\\&${plain}` : plain
}

const signs: Readonly<Record<string, string>> = {
  '\\': '\\(rs',
  '-': '\\-',
  "'": '\\(aq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '"': '\\(dq',
}

/** What is typed as it stands. */
export const bold = (text: string): string => `\\fB${escaped(text)}\\fR`

/** What something else is typed for. */
export const italic = (text: string): string => `\\fI${escaped(text)}\\fR`

/** An entry of a list: a head on a line of its own, and what there is to say of it, indented. */
export function item(head: string, text: string): string {
  return `.TP\n${head}\n${text}`
}
