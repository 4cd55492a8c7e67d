/** What `lbbench` alone says: one screen of 80 x 24. */
export function welcome(): string {
  return `lbbench is the wind tunnel for load-balancing strategies: each meets the same
requests, and the report says which serves them best, and how sure that is.

  lbbench demo             begin here: one of four servers is ill, and four
                           strategies meet it; a report with charts, in seconds
  lbbench compare uneven   another one live: real HTTP, about a minute
  lbbench init             your own fleet: writes lbbench.yaml, every line
                           explained; "lbbench compare lbbench.yaml" runs it
  lbbench doctor           is this machine quiet enough to measure? two seconds

lbbench explain p99        what a word of the report means
lbbench --help             all commands
docs/getting-started.md    the first ten minutes
`
}
