/**
 * About how wide a text is, in pixels: nobody measures letters without a font. Rather too wide, as fonts differ: DejaVu Sans is
 * widest of those that the pictures name.
 * @param size of the font, pixels
 */
export function widthOfText(text: string, size: number, isBold = false): number {
  return [...text].length * size * (isBold ? 0.66 : 0.58)
}

/** The text, its end left out where it needs more room than there is. */
export function cutToRoom(text: string, letters: number): string {
  const all = [...text]
  return all.length <= letters ? text : `${all.slice(0, Math.max(1, letters - 1)).join('')}…`
}
