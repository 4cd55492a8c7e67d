import type { TermGroup } from './term.js'

/** How sure a number is. */
export const statisticsTerms: TermGroup = {
  title: 'How sure is it?',
  terms: [
    {
      name: 'interval',
      also: ['confidence', 'confidence interval', '[low, high]', 'ci', '95 %'],
      means:
        'The brackets after a value, 77.3 [68.0, 87.8]: where the true value lies with 95 % confidence, were the run repeated again and again.',
      measured:
        "Student's t over the rounds, on logarithms for latencies. The rounds are the sample, never single requests.",
      good: 'Narrow. Four times the rounds make it half as wide; --until does it by itself.',
      example: "lbbench compare -s rr,lc --until 'p99 +-5%' --max-time 5m",
      see: ['round', '~', 'beats', 'until'],
      page: 'docs/results.md#value-and-interval',
    },
    {
      name: '~',
      also: ['tilde', 'no difference shown', 'tie'],
      means:
        'The mark for "the data cannot tell it from the best". * marks the best value; a value with neither is shown to be worse.',
      measured: 'By paired tests within rounds, corrected for all pairs of candidates.',
      good: 'A ~ is no proof of equality: the verdict says what difference could have been seen. More rounds see more.',
      example: 'lbbench compare steady --engine virtual -s rr,lc,random',
      see: ['*', 'beats', 'interval'],
      page: 'docs/results.md#verdicts-in-words',
    },
    {
      name: '*',
      also: ['best', 'star'],
      means: 'The mark for the best value of a column, bold in Markdown. Where nothing differs, nothing is marked.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc',
      see: ['~', 'beats'],
      page: 'docs/results.md#verdicts-in-words',
    },
    {
      name: 'beats',
      also: ['verdict', 'winner', 'significant', 'p-value'],
      means:
        '"lc beats rr: p99 -31 % [-38, -24]": its p99 is shown to be lower, and it is not shown to fail more. That any such sentence of a run is false has a probability of 5 % at most.',
      measured:
        'In each round both meet the same requests; the ratios of the rounds are tested together (Hodges-Lehmann, t), corrected for all pairs.',
      good: 'Read the interval, not only the word: -31 % [-38, -2] may be hardly anything.',
      example: 'lbbench compare uneven --engine virtual -s rr,lc',
      see: ['interval', '~', 'could have seen'],
      page: 'docs/results.md#verdicts-in-words',
    },
    {
      name: 'could have seen',
      also: ['detectable', 'power', 'told to'],
      means: 'The smallest difference that such rounds would have shown with a probability of 80 %.',
      measured: 'From how much the rounds scatter, and how many there are.',
      good: 'Smaller than what matters to you. Otherwise take more rounds: above 20 % the report says about how many.',
      example: 'lbbench calibrate --strategy rr',
      see: ['beats', 'round', 'calibration'],
      page: 'docs/results.md#verdicts-in-words',
    },
    {
      name: 'round',
      also: ['rounds', 'trial', 'rounds done'],
      means:
        'Every candidate once, in turns, on the identical requests; the next round has new ones. One run of one candidate is a trial.',
      measured:
        '"run.rounds" in the scenario, or --rounds. The value shown is the mean over rounds, geometric for latencies.',
      good: 'At least 3, or there is no interval; 5 to 10 for a decision; 16 for a gate in CI.',
      example: 'lbbench compare uneven --rounds 10 --dry-run',
      see: ['interval', 'seed', 'warm-up'],
      page: 'docs/results.md#value-and-interval',
    },
    {
      name: 'seed',
      means:
        'The number all chance of a run comes from: when requests arrive, who asks, how long each takes. The same seed makes the same requests again.',
      measured: '1 by default; round k draws from seed and k.',
      good: 'Leave it while you compare; change it to see whether a result holds for other requests.',
      example: 'lbbench compare steady --engine virtual --seed 7',
      see: ['round', 'virtual time'],
      page: 'docs/scenario.md',
    },
    {
      name: 'warm-up',
      also: ['warmup'],
      means: 'The time before measuring: requests flow, connections open, queues fill, and nothing is counted.',
      measured:
        '"run.warmup", or --warmup. Which requests count is decided by when they were due, not by when they end.',
      good: 'Long enough for queues to settle: some hundred service times, more near full load.',
      example: 'lbbench compare steady --warmup 2s --dry-run',
      see: ['round', 'unstable'],
      page: 'docs/results.md#which-requests-count',
    },
    {
      name: 'until',
      also: ['adaptive length', 'looks'],
      means: 'A run that goes on until every interval is as narrow as you asked, or its time is over.',
      measured:
        'Rounds are looked at a few times; the intervals are widened for it, so that the confidence still holds.',
      example: "lbbench compare -s rr,lc --until 'p99 +-5%' --max-time 5m",
      see: ['interval', 'round'],
      page: 'docs/until.md',
    },
    {
      name: 'gate',
      also: ['gates', 'inconclusive', 'exit status'],
      means:
        'A condition a run must meet, e.g. p99 <= 250ms or lc.p99 <= 0.9 * rr.p99. It passes, fails, or is inconclusive: the data cannot tell.',
      measured: 'On the interval, not on the value: it fails only where the data show that it does not hold.',
      good: 'Exit status 0 passed, 1 failed, 4 cannot be judged: too noisy, or the harness got in the way.',
      example: "lbbench compare uneven --engine virtual -s rr,lc --gate 'lc.p99 <= 0.9 * rr.p99'",
      see: ['interval', 'baseline', 'calibration'],
      page: 'docs/gates.md',
    },
    {
      name: 'baseline',
      also: ['max-regression', 'regression'],
      means: 'Earlier runs that later ones are held against; --max-regression says how much worse is still fine.',
      measured: 'Exact in virtual time. Live it needs the same machine, or a control beside it.',
      example: 'lbbench compare -s p2c --against rr --max-regression 10%',
      see: ['gate', 'calibration', 'control'],
      page: 'docs/baselines.md',
    },
    {
      name: 'control',
      also: ['against', 'head to head'],
      means:
        'A candidate that is there to be held against: old and new run in turns, on the same requests, so that what the machine does happens to both.',
      example: 'lbbench compare -s p2c --against rr --dry-run',
      see: ['baseline', 'gate'],
      page: 'docs/against.md',
    },
    {
      name: 'calibration',
      also: ['calibrate', 'same passes', 'caught', 'least margin'],
      means:
        'One candidate against itself, many times: how much noise this machine has, and how small a regression a gate can tell here.',
      measured:
        '"same passes" is how often no regression passes, "caught" how often a real one is found, "least margin" the smallest one a gate of so many rounds can be set to.',
      example: 'lbbench calibrate --help',
      see: ['gate', 'could have seen'],
      page: 'docs/calibrate.md',
    },
    {
      name: 'change point',
      also: ['trend', 'history'],
      means: 'The run with which a metric changed for good, found in weeks of runs.',
      example: 'lbbench trend --help',
      see: ['baseline'],
      page: 'docs/history.md',
    },
  ],
}
