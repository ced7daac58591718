import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Domain } from '../../runs/journal';
import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenContext,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { runLineProgram, type LineProgram } from './line-program';
import { highestMachineWatts, machineId } from './machine';
import { readPowerLine, type LineFormat, type LineReading } from './power-line';
import { refusalsOf } from './unusable';
import { monotonicSeconds } from '../monotonic';

const sourceName = 'Own command';
const { unusable, absent } = refusalsOf(sourceName, rungs.program);
/** A greeting or two may come before the first number. */
const mostWrongLines = 5;
/** A plug in the network takes a second to answer. */
const longestStartSeconds = 5;
/** Of a smart plug or a metered socket: class 1 to 2, and late by up to a second. */
const range = { low: 0.95, mid: 1, high: 1.05 };
/** Lines come as often as the command prints them: one is too old after thrice the usual time between two. */
const staleSeconds = { least: 5, first: 30, most: 300, intervals: 3 } as const;
/** Of a counter: what a machine of the highest power would have drawn in three centuries, to a joule in a double. */
const highestJoules = 1e15;

/** A command of the user's that prints watts or joules: of a smart plug, a PDU, a bench meter. */
export interface PowerCommand extends LineFormat {
  /** The program and its arguments. No shell comes between, unless it is one. */
  readonly command: readonly string[];
  /** What its numbers are of. */
  readonly domain: Domain;
}

/** Runs for as long as it prints lines; a command that ends is run again a second later. */
export const powerCommandSource = (): Source => ({
  key: 'command',
  name: sourceName,
  rung: rungs.program,
  open,
});

type GoodReading = Exclude<LineReading, { kind: 'wrong' }>;

interface Newest {
  reading: GoodReading | null;
  seconds: number;
  /** The longest of the last times between two lines. */
  interval: number | null;
  /** What is wrong with the line after the last good one. */
  wrong: string | null;
  wrongLines: number;
}

async function open({ powerCommand }: OpenContext): Promise<OpenedSource> {
  if (powerCommand === undefined)
    return absent(
      'no command is named',
      'To use a smart plug or a PDU: --power-command "PROGRAM ARGUMENTS", which prints watts or joules, one number a line (setting wattlens.run.powerCommand).',
    );
  const [program = '', ...parameters] = powerCommand.command;
  const newest: Newest = { reading: null, seconds: 0, interval: null, wrong: null, wrongLines: 0 };
  const running = runLineProgram(
    program,
    parameters,
    (line, seconds) => {
      if (line.trim() !== '')
        take(newest, plausible(readPowerLine(line, powerCommand), powerCommand), seconds);
    },
    { isNewestEnough: true },
  );
  const name = basename(program);
  const deadline = performance.now() + longestStartSeconds * 1000;
  while (newest.reading === null && performance.now() < deadline && newest.wrongLines < mostWrongLines) {
    await sleep(10);
    if (running.pid !== null) continue;
    // It has ended; what it had printed may still be on its way.
    await sleep(100);
    break;
  }
  if (newest.reading === null) {
    const why = newest.wrong ?? running.trouble ?? `it printed no number within ${longestStartSeconds} s`;
    running.close();
    return unusable(
      `${name}: ${why}`,
      'Run the command by hand: it must print one number of watts or joules a line.',
    );
  }
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.program,
        usable: true,
        why: `reads ${newest.reading.kind} of ${describe[powerCommand.domain]} from ${name}`,
        fix: null,
      },
    ],
    probes: [probeOf(powerCommand, name, newest.reading.kind, newest, running)],
    notes: [],
    close: () => {
      running.close();
    },
  };
}

/** What no meter of this domain can show is no reading. */
function plausible(reading: LineReading, { domain }: PowerCommand): LineReading {
  if (reading.kind === 'power' && reading.watts > highestWattsOf(domain))
    return {
      kind: 'wrong',
      why: `${figure(reading.watts)} W is more than ${describe[domain]} can draw (at most ${figure(highestWattsOf(domain))} W is taken)`,
    };
  if (reading.kind === 'energy' && reading.joules > highestJoules)
    return {
      kind: 'wrong',
      why: `${figure(reading.joules)} J is more than a meter of energy can have counted`,
    };
  return reading;
}

const highestWattsOf = (domain: Domain): number =>
  domain === 'node' || domain === 'gpu' ? highestMachineWatts : highestUsualWatts;

const figure = (value: number): string => String(Number(value.toPrecision(4)));

function take(newest: Newest, reading: LineReading, seconds: number): void {
  if (reading.kind === 'wrong') {
    newest.wrong = reading.why;
    newest.wrongLines += 1;
    return;
  }
  if (newest.reading !== null) {
    const since = seconds - newest.seconds;
    newest.interval = Math.max(since, 0.7 * (newest.interval ?? 0));
  }
  newest.reading = reading;
  newest.seconds = seconds;
  newest.wrong = null;
}

const describe: Readonly<Record<Domain, string>> = {
  node: 'the whole machine',
  module: 'the module',
  cpu: 'the processors',
  gpu: 'the GPUs',
  dram: 'the memory',
};

function probeOf(
  { domain }: PowerCommand,
  name: string,
  kind: GoodReading['kind'],
  newest: Newest,
  running: LineProgram,
): Probe {
  const read = (): Measurement => {
    const { reading, seconds, interval, wrong } = newest;
    const age = monotonicSeconds() - seconds;
    const { least, first, most, intervals } = staleSeconds;
    const longest = interval === null ? first : Math.min(Math.max(least, intervals * interval), most);
    if (reading === null || age > longest) {
      const reason = wrong ?? running.trouble ?? `nothing was printed for ${Math.round(longest)} s`;
      return { ok: false, reason: `${name}: ${reason}` };
    }
    if (reading.kind !== kind)
      return { ok: false, reason: `${name} printed ${reading.kind} where it printed ${kind} before` };
    return reading.kind === 'power'
      ? { ok: true, counterJoules: null, watts: reading.watts, observedAt: seconds }
      : { ok: true, counterJoules: reading.joules, watts: null, observedAt: seconds };
  };
  return {
    id: domain === 'node' ? machineId : `${domain}:command`,
    name: `${upperFirst(describe[domain])} (${name})`,
    domain,
    source: `${sourceName} (${name})`,
    rung: rungs.program,
    provenance: 'measured',
    range,
    within: null,
    counter: kind === 'energy' ? { tickSeconds: 1, wrapJoules: null } : null,
    averagedSeconds: 0,
    highestWatts: highestWattsOf(domain),
    isRequested: true,
    read,
  };
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
