/** A name in at most `length` letters: its middle is left out, for names of one run often begin alike, and many end alike. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const end = Math.floor((length - 1) / 2)
  return `${text.slice(0, length - 1 - end)}…${text.slice(text.length - end)}`
}
