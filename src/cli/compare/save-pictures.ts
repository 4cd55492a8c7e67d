import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pictureFileNames } from '../../report/pictures/picture-names.js'
import { picturesOf } from '../../report/pictures/pictures.js'
import { writeAtomically } from '../../results/atomic-file.js'
import type { Results } from '../../results/results.js'

/** Writes the pictures of a run into its folder and takes away those it has none of any more; returns the names of those there are. */
export async function savePictures(folder: string, results: Results): Promise<string[]> {
  const pictures = picturesOf(results)
  for (const { file, svg } of pictures) await writeAtomically(join(folder, file), svg)
  const drawn = pictures.map(({ file }) => file)
  for (const file of pictureFileNames) if (!drawn.includes(file)) rmSync(join(folder, file), { force: true })
  return drawn
}
