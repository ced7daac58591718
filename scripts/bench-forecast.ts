// How good the forecast of a training's total is, on simulated trainings: `npm run bench:forecast [-- --runs N]`.
// Prints, for each kind of run, how often the forecast of the energy lies within 10 % when a tenth of the steps is done, and
// how often its interval holds the truth (energy / time) when 10, 25, 50 and 75 % are, and how wide it
// is then, as a median share of the truth; and how far the time left lies off at the end of nine of ten runs, when 50 and 75 % are.
import { forecast } from '../src/progress/forecast';
import {
  looks,
  otherKinds,
  randomNumbers,
  steadyRuns,
  usualRuns,
  type KindOfRun,
} from '../test/sim/training-runs';

const position = process.argv.indexOf('--runs');
const count = position === -1 ? 400 : Number(process.argv[position + 1]);
const seed = 20_261;

const percent = (part: number, of: number): string =>
  of === 0 ? '–' : `${((100 * part) / of).toFixed(0)} %`;

function row({ name, make }: KindOfRun): string {
  const random = randomNumbers(seed);
  const runs = Array.from({ length: count }, () => make(random));
  const cells = looks.map((_share, look) => {
    const told = runs.flatMap((run) => {
      const foretold = forecast(run.seen[look] ?? [], run.total, run.stages);
      return foretold === null ? [] : [{ run, foretold }];
    });
    const holds = (kind: 'joules' | 'seconds'): number =>
      told.filter(({ run, foretold }) => foretold[kind].low <= run[kind] && run[kind] <= foretold[kind].high)
        .length;
    const near = told.filter(
      ({ run, foretold }) => Math.abs(foretold.joules.mid / run.joules - 1) < 0.1,
    ).length;
    const widths = told
      .map(({ run, foretold }) => (foretold.joules.high - foretold.joules.low) / run.joules)
      .sort((a, b) => a - b);
    const width = widths[Math.floor(widths.length / 2)] ?? NaN;
    // How far the time left lies from what it came to, in nine of ten runs.
    const errors = told
      .map(({ run, foretold }) => {
        const now = run.seen[look]?.at(-1)?.seconds ?? NaN;
        return Math.abs(foretold.seconds.mid - run.seconds) / (run.seconds - now);
      })
      .sort((a, b) => a - b);
    const left = errors[Math.floor(0.9 * (errors.length - 1))] ?? NaN;
    return { left, told: told.length, near, energy: holds('joules'), time: holds('seconds'), width };
  });
  const [early] = cells;
  return [
    name.padEnd(90),
    percent(early?.told ?? 0, count).padStart(6),
    percent(early?.near ?? 0, early?.told ?? 0).padStart(7),
    ...cells.map(({ told, energy, time }) =>
      `${percent(energy, told)} / ${percent(time, told)}`.padStart(14),
    ),
    ...cells.map(({ width }) => `${(100 * width).toFixed(0)} %`.padStart(8)),
    ...cells.slice(2).map(({ left }) => `${(100 * left).toFixed(0)} %`.padStart(8)),
  ].join(' ');
}

console.log(`${count} simulated runs of each kind, seed ${seed}`);
console.log(
  [
    'kind'.padEnd(90),
    'told'.padStart(6),
    '<10 %'.padStart(7),
    ...looks.map((share) => `holds at ${100 * share} %`.padStart(14)),
    ...looks.map((share) => `width@${100 * share}`.padStart(8)),
    ...looks.slice(2).map((share) => `left@${100 * share}`.padStart(8)),
  ].join(' '),
);
for (const kind of [steadyRuns, usualRuns, ...otherKinds]) console.log(row(kind));
