// What the meter must reach; each is held against what was measured in this run.
import type { Result } from './accuracy';
import type { Cost } from './cost';
import type { Launch } from './launch';

export interface Verdict {
  readonly text: string;
  readonly isReached: boolean;
}

const minute = 60;
/** Errors that differ by less are the same: the clocks that tell where a run begins and ends are read to a millisecond. */
const sameError = { long: 0.0005, short: 0.003 } as const;

const worst = (results: readonly Result[]): number =>
  Math.max(0, ...results.map(({ error }) => Math.abs(error)));

const atMost = (what: string, value: number, limit: number, show: (value: number) => string): Verdict => ({
  text: `${what}: ${show(value)}, at most ${show(limit)}`,
  isReached: value <= limit,
});
const inPercent = (value: number): string => `${(100 * value).toFixed(3)} %`;

export function accuracyVerdicts(results: readonly Result[]): Verdict[] {
  const counted = results.filter(({ sensor }) => sensor === 'counter');
  const uncounted = results.filter(({ sensor }) => sensor !== 'counter');
  const long = counted.filter(({ seconds }) => seconds >= minute);
  const short = counted.filter(({ seconds }) => seconds < minute);
  // A sensor that looks for a quarter of the time, alone, can't be near it: there the range must hold.
  const knowable = uncounted.filter(
    ({ sensor, trace, seconds }) =>
      sensor !== 'part-time alone' && seconds >= minute && (trace === 'steady' || trace === 'bursts'),
  );
  const outside = results.filter(({ isInside }) => !isInside);
  const seen = uncounted.filter(({ sensor }) => sensor !== 'part-time alone');
  const before = seen.map(({ error, peers }) => Math.abs(peers['codecarbon before'] ?? 0) / Math.abs(error));
  const worse = results.flatMap(({ trace, sensor, seconds, error, peers }) => {
    const least = Math.min(
      ...Object.values(peers).flatMap((peer) => (peer === null ? [] : [Math.abs(peer)])),
    );
    const margin = seconds >= minute ? sameError.long : sameError.short;
    return Math.abs(error) > least * 1.02 + margin ? [`${trace} (${sensor}, ${seconds} s)`] : [];
  });
  return [
    atMost('with a counter, a minute', worst(long), 0.001, inPercent),
    atMost('with a counter, 5 s', worst(short), 0.01, inPercent),
    atMost('without a counter, steady and bursts, a minute', worst(knowable), 0.01, inPercent),
    {
      text: `the truth in what is shown: ${results.length - outside.length} of ${results.length} traces`,
      isReached: outside.length === 0,
    },
    {
      text: `without a counter, closer than the CodeCarbon that knew no other way: ${Math.min(...before).toFixed(1)} times at least, at least 10`,
      isReached: before.every((ratio) => ratio >= 10),
    },
    {
      text: `no other tool nearer, but by chance of the clocks: ${worse.length === 0 ? 'none' : worse.join(', ')}`,
      isReached: worse.length === 0,
    },
  ];
}

export function costVerdicts(costs: readonly Cost[]): Verdict[] {
  const of = (begin: string): Cost | undefined => costs.find(({ title }) => title.startsWith(begin));
  const fast = of('Wattlens, a sample each 100 ms');
  const slow = of('Wattlens, a sample each 1000 ms');
  const tenfold = of('Wattlens, a sample each 1500 ms');
  const codecarbon = of('codecarbon 3.3');
  if (fast === undefined || slow === undefined || tenfold === undefined || codecarbon === undefined)
    return [];
  const hourly = ({ startSeconds, share }: Cost): number => startSeconds + 3600 * share;
  return [
    atMost('10 Hz, 8 GPUs, share of a core', fast.share, 0.005, inPercent),
    atMost('10 Hz, 8 GPUs, memory', fast.residentBytes, 80e6, (value) => `${(value / 1e6).toFixed(0)} MB`),
    ...costs
      .filter(({ title }) => title.includes('by the Node of VS Code'))
      .map(({ residentBytes }) =>
        atMost(
          '10 Hz, 8 GPUs, memory by the Node of VS Code',
          residentBytes,
          80e6,
          (value) => `${(value / 1e6).toFixed(0)} MB`,
        ),
      ),
    atMost('1 Hz, 8 GPUs, share of a core', slow.share, 0.001, inPercent),
    atMost(
      'processor time of a metered hour over that of CodeCarbon, at ten times its rate',
      hourly(tenfold) / hourly(codecarbon),
      0.1,
      (value) => value.toFixed(3),
    ),
  ];
}

export const launchVerdicts = ({ first, later, counted }: Launch): Verdict[] => [
  atMost(
    'the first run of a machine starts its command later by',
    first,
    150,
    (value) => `${value.toFixed(0)} ms`,
  ),
  atMost('later runs', later, 150, (value) => `${value.toFixed(0)} ms`),
  {
    text: `energy counts from before the command's start: by ${counted.toFixed(0)} ms at least`,
    isReached: counted >= 0,
  },
];
