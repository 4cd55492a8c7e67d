/** What a strategy prints is for its author, and must not get between results: in this thread it goes to stderr. */
export function printToStderr(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr)
}
