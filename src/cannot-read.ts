/** Why a file could not be read, in words: the system's own are codes, and name the file again. */
export function whyUnread(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return words[code ?? ''] ?? message
}

const words: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you may not read it',
  EPERM: 'you may not read it',
}

/** What is wrong with a text that should be JSON, on one line: the parser shows a short text as it is. */
export function whyNotJson(error: unknown): string {
  return (error as Error).message.replace(/\s+/g, ' ')
}
