// Long runs and hard deaths, in about ten minutes: time is injected where it can be. Linux, with a C compiler.
//   npm run soak [-- kills at-once days month] [--days N] [--kills N] [--seed N]
import { parseArgs } from 'node:util';
import { killMeters, runAtOnce } from '../test/sim/kills';
import { simulateDays } from './soak/simulated-days';
import { writeMonth } from './soak/month';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string', default: '30' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '20260512' },
  },
});
const days = Number(values.days);
const seed = Number(values.seed);

let failures = 0;
function check(isGood: boolean, text: string): void {
  if (!isGood) failures += 1;
  console.log(`${isGood ? '✔' : '✘'} ${text}`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function kills(): Promise<void> {
  const { killed, lateSeconds } = await killMeters(Number(values.kills), 2, seed);
  const lost = killed.flatMap(({ lostSeconds }) => lostSeconds ?? []).sort((a, b) => a - b);
  const seconds = (value: number | undefined): string => `${(value ?? Number.NaN).toFixed(2)} s`;
  const worst = lost.at(-1);
  check(
    worst !== undefined && worst <= 1,
    `kill -9 of ${killed.length} meters: ${lost.length} while the command ran; lost at most ${seconds(worst)}, in the median ${seconds(lost[Math.floor(lost.length / 2)])} (this process was made to wait up to ${seconds(lateSeconds)})`,
  );
  check(
    killed.every(({ isReadable }) => isReadable),
    `journals that read: ${killed.filter(({ isReadable }) => isReadable).length} of ${killed.length}`,
  );
  check(
    killed.every(({ isChildUnharmed }) => isChildUnharmed),
    `commands unharmed: ${killed.filter(({ isChildUnharmed }) => isChildUnharmed).length} of ${killed.length}`,
  );
}

async function atOnce(): Promise<void> {
  const kept = await runAtOnce(50, 2);
  check(kept === 50, `50 runs at once: ${kept} in the list with their end and energy`);
}

async function longRun(): Promise<void> {
  const run = await simulateDays(days, seed);
  console.log(
    `  ${run.days} simulated days, a reading a second: ${run.readings} readings, ${run.stalls} stalls, ${run.suspends} suspends, ${run.resets} driver resets, ${run.wraps} counter wraps, ${run.fullDisks} times a full disk`,
  );
  for (const { name, error } of run.errors)
    check(Math.abs(error) < 1e-4, `${name}: ${(100 * error).toFixed(5)} % off the truth`);
  check(run.isStateRight, 'the journal reads as ended, to the last second');
}

async function month(): Promise<void> {
  const began = performance.now();
  const run = await writeMonth(days, 8);
  const written = (performance.now() - began) / 1000;
  console.log(
    `  ${days} days, 8 GPUs, processor and memory, 10 readings a second: ${run.readings} readings, written in ${written.toFixed(0)} s`,
  );
  check(
    run.folderBytes < 200e6,
    `journal ${megabytes(run.journalBytes)}, the run's whole folder ${megabytes(run.folderBytes)}`,
  );
  check(run.openMs < 500, `opened in ${run.openMs.toFixed(0)} ms (curves ${run.curvesMs.toFixed(0)} ms)`);
  check(run.areTotalsExact, 'joules, number of readings and highest power of each device exact');
}

const parts = { kills, 'at-once': atOnce, days: longRun, month };

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => !(name in parts));
  if (unknown.length > 0)
    throw new Error(`no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`);
  for (const [name, part] of Object.entries(parts))
    if (positionals.length === 0 || positionals.includes(name)) await part();
}

main().then(
  () => process.exit(failures === 0 ? 0 : 1),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
