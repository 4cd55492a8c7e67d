import { expect, it } from 'vitest'
import { charsetOf } from '../../src/cli/charset.js'

it.each([
  // Nothing is known: as nearly everywhere.
  [{}, 'unicode'],
  [{ LANG: '' }, 'unicode'],
  [{ LANG: 'en_GB.UTF-8' }, 'unicode'],
  [{ LANG: 'de_DE.utf8', TERM: 'xterm' }, 'unicode'],
  [{ LANG: 'C' }, 'ascii'],
  [{ LANG: 'de_DE@euro' }, 'ascii'],
  // The first that says anything counts.
  [{ LC_ALL: 'POSIX', LANG: 'en_GB.UTF-8' }, 'ascii'],
  [{ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' }, 'unicode'],
  // The console without X.
  [{ LANG: 'en_GB.UTF-8', TERM: 'linux' }, 'ascii'],
])('%j -> %s', (env, charset) => expect(charsetOf(env)).toBe(charset))
