/** Name of the picture that lies beside report.md and is shown in it. */
export const pictureFileName = 'timeline.svg'
