// Writes a file as a comment on a pull request, or replaces the one written before: of a bot, and with the same first line,
// a remark that nobody sees. It holds COMMENT_KEY, so that the jobs of a matrix keep a comment each; without a key, it is the
// file's own first line, the same for each run of a scenario. What goes wrong is a warning, no failure: the verdict is the exit status of the run, and a
// pull request from a fork has a token that may not write.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'

const {
  COMMENT,
  COMMENT_KEY = '',
  PULL_REQUEST,
  TOKEN,
  GITHUB_REPOSITORY,
  GITHUB_API_URL = 'https://api.github.com',
} = process.env
const comments = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues/${PULL_REQUEST}/comments`

if (!existsSync(COMMENT)) {
  console.log(`no comment: the run did not come to write ${COMMENT}`)
  process.exit(0)
}
try {
  const body = keyed(readFileSync(COMMENT, 'utf8'))
  const earlier = await find(body.split('\n')[0])
  if (earlier === undefined) await ask('POST', comments, { body })
  else await ask('PATCH', `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues/comments/${earlier.id}`, { body })
  console.log(earlier === undefined ? 'commented' : 'updated the comment')
} catch (error) {
  console.log(`::warning title=lbbench could not comment::${escaped(error.message)}`)
}

function keyed(text) {
  if (COMMENT_KEY === '') return text
  // A key may hold what would end the remark.
  const key = createHash('sha256').update(COMMENT_KEY).digest('hex').slice(0, 16)
  const [first, ...rest] = text.split('\n')
  return [first.replace(/ -->$/, ` ${key} -->`), ...rest].join('\n')
}

async function find(mark) {
  for (let page = 1; ; page++) {
    const some = await ask('GET', `${comments}?per_page=100&page=${page}`)
    const own = some.find(({ user, body }) => user?.type === 'Bot' && body?.split(/\r?\n/)[0] === mark)
    if (own !== undefined || some.length < 100) return own
  }
}

async function ask(method, url, content) {
  const headers = {
    accept: 'application/vnd.github+json',
    authorization: `Bearer ${TOKEN}`,
    'x-github-api-version': '2022-11-28',
  }
  const answer = await fetch(url, { method, headers, body: content && JSON.stringify(content) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname} gave ${answer.status}: ${text.slice(0, 300)}`)
  return JSON.parse(text)
}

function escaped(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}
