import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { listRuns, readRun } from '../../src/runs/store';
import { start, temporaryFolder } from './command-line';
import { simulateNvml } from './simulated-nvml';

/** What a meter that was killed without warning left behind. */
export interface Killed {
  /** From the newest reading of its journal, or from the command's start where there is none yet, to its death; null where the command had not been started. */
  readonly lostSeconds: number | null;
  /** Whether all that there was of a journal could be read. */
  readonly isReadable: boolean;
  /** Whether the command went on to its end, where it had been started. */
  readonly isChildUnharmed: boolean;
}

export interface Kills {
  readonly killed: readonly Killed[];
  /** How long this machine made this process wait at the worst: the meters waited as long. */
  readonly lateSeconds: number;
}

const childSeconds = 4;
/** A meter is killed up to this long after its command has started. */
const longestSeconds = 2.5;
/** Of the meters so many are killed before that, somewhere in their own start. */
const earlyShare = 0.1;

/** Starts `count` metered commands, `atOnce` of them at a time, and kills each meter at a random moment (kill -9). */
export async function killMeters(count: number, atOnce: number, seed: number): Promise<Kills> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const random = randomNumbers(seed);
  const moments = Array.from({ length: count }, (_value, index) => ({
    isEarly: index < earlyShare * count,
    seconds: random() * longestSeconds,
  }));
  const killed: Killed[] = [];
  const work = async (): Promise<void> => {
    for (let moment = moments.pop(); moment !== undefined; moment = moments.pop())
      killed.push(await killOne(moment.isEarly, moment.seconds));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  delay.disable();
  return { killed, lateSeconds: delay.max / 1e9 };
}

async function killOne(isEarly: boolean, afterSeconds: number): Promise<Killed> {
  const { environment } = simulateNvml([{ seconds: 0, watts: [300, 200] }]);
  const runs = temporaryFolder('killed');
  const child = join(temporaryFolder('child'), 'child');
  const script = `echo > ${child}.started; sleep ${childSeconds}; echo > ${child}.done`;
  const meter = start(['run', '--runs', runs, '--interval', '100', '--', 'sh', '-c', script], environment);
  if (isEarly) await sleep(afterSeconds * 200);
  else if (await appears(`${child}.started`)) await sleep(afterSeconds * 1000);
  const killedAt = Date.now();
  meter.process.kill('SIGKILL');
  // Its pipes stay open with the command: only its own end is waited for.
  await new Promise((ended) => meter.process.once('exit', ended));
  const hasStarted = existsSync(`${child}.started`);
  const isChildUnharmed = !hasStarted || (await appears(`${child}.done`));
  const [id] = readdirSync(runs);
  const path = id === undefined ? null : join(runs, id, 'journal.ndjson');
  if (path === null || !existsSync(path) || statSync(path).size === 0) {
    // The journal is begun while the command runs already.
    const lived = hasStarted ? Math.max(0, killedAt - statSync(`${child}.started`).mtimeMs) / 1000 : null;
    return { lostSeconds: lived, isReadable: true, isChildUnharmed };
  }
  const whole = readFileSync(path, 'utf8');
  const summary = await readRun(path);
  const isReadable =
    summary !== null &&
    summary.state === 'interrupted' &&
    whole.endsWith('\n') &&
    !summary.notes.some((note) => note.includes('can’t be read') || note.includes("can't be read"));
  const readUntil = Date.parse(summary?.started ?? '') + 1000 * (summary?.durationSeconds ?? 0);
  const lostSeconds = hasStarted ? Math.max(0, (killedAt - readUntil) / 1000) : null;
  return { lostSeconds, isReadable, isChildUnharmed };
}

async function appears(path: string): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (existsSync(path)) return true;
    await sleep(50);
  }
  return false;
}

/** How many runs that were metered at the same moment are in the list with their end, exit code and energy. */
export async function runAtOnce(count: number, seconds: number): Promise<number> {
  const { environment } = simulateNvml([{ seconds: 0, watts: [300] }]);
  const runs = temporaryFolder('at-once');
  const meters = Array.from({ length: count }, (_value, index) =>
    start(['run', '--runs', runs, '--label', `run ${index}`, '--', 'sleep', String(seconds)], environment),
  );
  // Readers beside the writers: what they find must never be in the way.
  const ended = Promise.all(meters.map(({ finished }) => finished));
  const readUntilEnd = async (): Promise<void> => {
    const isOver = await Promise.race([ended.then(() => true), sleep(100, false)]);
    await listRuns(runs);
    if (!isOver) await readUntilEnd();
  };
  await readUntilEnd();
  const ends = await ended;
  const listed = await listRuns(runs);
  const labels = new Set(
    listed
      .filter(
        ({ state, exitCode, energyJoules }) =>
          state === 'ended' && exitCode === 0 && energyJoules.gross !== null,
      )
      .map(({ label }) => label),
  );
  return ends.every(({ code }) => code === 0) && listed.length === count ? labels.size : -1;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
