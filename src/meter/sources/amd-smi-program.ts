import { execFile, spawn } from 'node:child_process';
import { highestUsualWatts, rungs, type OpenedSource, type Probe, type Source } from '../source';
import { boardsOf, type AmdBoard, type AmdDevice } from './amd-boards';
import { isProcessorGraphicsAt } from './amd-graphics';
import { amdReadings, type AmdReading } from './amd-json';
import { findProgram } from './find-program';
import { jsonStream } from './json-stream';
import { runLineProgram, type LineProgram } from './line-program';
import { loadAmdLibrary } from './amdsmi';
import { cardsOf, hasNoCard } from './pci-displays';
import { refusalsOf } from './unusable';
import { measureNewest, untilTold, type ProgramReading } from './program-reading';
import { monotonicSeconds } from '../monotonic';

const sourceName = 'amd-smi';
const { unusable, absent } = refusalsOf(sourceName, rungs.program);
/** As AMD's sensors, and the program rounds to a watt and reads late. */
const sensorRange = { low: 0.9, mid: 1, high: 1.1 };
/** Both are written in Python and take a second or more to start. */
const longestStartSeconds = 8;
const rocmFolders = ['/opt/rocm/bin'];

/** amd-smi prints for as long as it is let; rocm-smi is started anew for each reading, and so seldom. */
interface Program {
  readonly name: 'amd-smi' | 'rocm-smi';
  readonly intervalSeconds: number;
}
const programs: readonly Program[] = [
  { name: 'amd-smi', intervalSeconds: 1 },
  { name: 'rocm-smi', intervalSeconds: 10 },
];

/** AMD's programs, where their library can't be called. */
export const amdSmiProgramSource = (): Source => ({
  key: 'amd-smi',
  name: sourceName,
  rung: rungs.program,
  open,
});

async function open(): Promise<OpenedSource> {
  const found = programs.flatMap((program) => {
    const path = findProgram(program.name, rocmFolders);
    return path === null ? [] : [{ ...program, path }];
  });
  const isAbsent = hasNoCard('amd');
  if (found.length === 0)
    return isAbsent
      ? absent('there is no AMD GPU here')
      : unusable(
          'neither amd-smi nor rocm-smi was found',
          'Install ROCm’s package amd-smi-lib; its programs must be on PATH.',
        );
  if ('library' in (await loadAmdLibrary()))
    return absent('not needed: AMD’s library can be called, which is cheaper');
  for (const program of found) {
    const opened = await openProgram(program);
    if (opened !== null) return opened;
  }
  const refuse = isAbsent ? absent : unusable;
  return refuse(
    `${found.map(({ name }) => name).join(' and ')} told no GPU within ${longestStartSeconds} s`,
    'Run amd-smi monitor by hand: it says what is wrong; it may be that this user is not in the groups render and video.',
  );
}

/** Null where the program tells nothing. */
async function openProgram({
  name,
  path,
  intervalSeconds,
}: Program & { readonly path: string }): Promise<OpenedSource | null> {
  const newest = new Map<number, AmdReading & ProgramReading>();
  const take = (document: unknown): void => {
    const seconds = monotonicSeconds();
    for (const reading of amdReadings(document)) newest.set(reading.index, { ...reading, seconds });
  };
  // Python keeps what it prints to a pipe back until there is enough of it, unless it is told not to.
  const environment = { ...process.env, PYTHONUNBUFFERED: '1' };
  const running =
    name === 'amd-smi'
      ? runLineProgram(
          path,
          ['metric', '--power', '--watch', String(intervalSeconds), '--json'],
          jsonStream(take),
          { environment },
        )
      : runAgainAndAgain(
          path,
          ['--showpower', '--showbus', '--showproductname', '--showuniqueid', '--json'],
          intervalSeconds,
          take,
        );
  const identities = name === 'amd-smi' ? await identitiesOf(path, environment) : [];
  if (!(await untilTold({ told: () => newest.size, expected: cardsOf('amd') }, longestStartSeconds))) {
    running.close();
    return null;
  }
  const devices = [...newest.values()].map((reading): AmdDevice => {
    const known = identities.find(({ index }) => index === reading.index);
    return {
      index: reading.index,
      name: known?.name ?? reading.name ?? 'AMD GPU',
      uuid: known?.uuid ?? reading.uuid,
      pciAddress: known?.pciAddress ?? reading.pciAddress,
      hasReading: reading.watts !== null,
    };
  });
  // A part of a processor is counted with it.
  const boards = boardsOf(devices).filter(({ meter }) => !isProcessorGraphicsAt(meter.pciAddress));
  const readable = boards.filter(({ meter }) => meter.hasReading);
  return {
    statuses: [
      {
        source: name,
        rung: rungs.program,
        usable: readable.length > 0,
        why:
          readable.length > 0
            ? `reads ${readable.map(({ meter }) => meter.name).join(', ')} every ${intervalSeconds} s`
            : `${name} tells no power of any GPU here`,
        fix: null,
      },
    ],
    probes: readable.map((board) =>
      probeOf(board, name, running, 3 * intervalSeconds + 2, (index) => newest.get(index)),
    ),
    notes: boards
      .filter(({ meter }) => !meter.hasReading)
      .map(
        ({ meter }) =>
          `AMD GPU ${meter.index} (${meter.name}): ${name} tells no power of it; not in the sum.`,
      ),
    close: () => {
      running.close();
    },
  };
}

/** Names and places of the GPUs, which the readings lack; empty where the program does not tell them in time. */
function identitiesOf(path: string, env: NodeJS.ProcessEnv): Promise<AmdReading[]> {
  const ask = (parameters: readonly string[]): Promise<AmdReading[]> =>
    new Promise((resolve) => {
      let told: AmdReading[] = [];
      const take = jsonStream((document) => (told = amdReadings(document)));
      execFile(path, parameters, { timeout: longestStartSeconds * 1000, env }, (_error, stdout) => {
        for (const line of stdout.split('\n')) take(line);
        resolve(told);
      });
    });
  return ask(['static', '--asic', '--bus', '--json']);
}

/** A program that tells its readings once: it is started again after each interval, and never twice at a time. */
function runAgainAndAgain(
  path: string,
  parameters: readonly string[],
  intervalSeconds: number,
  onDocument: (document: unknown) => void,
): LineProgram {
  let pid: number | null = null;
  let trouble: string | null = 'it has not answered yet';
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  let kill: (() => void) | null = null;
  const start = (): void => {
    const child = spawn(path, parameters, {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: process.platform !== 'win32',
      env: { ...process.env, LC_ALL: 'C' },
    });
    child.unref();
    pid = child.pid ?? null;
    kill = () => child.kill('SIGKILL');
    const take = jsonStream((document) => {
      trouble = null;
      onDocument(document);
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    (child.stdout as { unref?: () => void }).unref?.();
    child.on('error', (error) => {
      trouble = `${path} could not be started (${error.message})`;
    });
    child.on('close', (code, signal) => {
      pid = null;
      kill = null;
      if (code !== 0) trouble = `${path} ended (${signal ?? `exit code ${code ?? 'unknown'}`})`;
      for (const line of text.split('\n')) take(line);
      if (isClosed) return;
      timer = setTimeout(start, intervalSeconds * 1000);
      timer.unref();
    });
  };
  const close = (): void => {
    isClosed = true;
    process.off('exit', close);
    if (timer !== null) clearTimeout(timer);
    kill?.();
  };
  process.on('exit', close);
  start();
  return {
    get trouble() {
      return trouble;
    },
    get pid() {
      return pid;
    },
    close,
  };
}

function probeOf(
  { meter, parts }: AmdBoard<AmdDevice>,
  name: string,
  program: LineProgram,
  staleSeconds: number,
  newest: (index: number) => ProgramReading | undefined,
): Probe {
  return {
    id: `gpu:${meter.pciAddress ?? meter.uuid ?? `amd-${meter.index}`}`,
    name: meter.name,
    domain: 'gpu',
    source: name,
    rung: rungs.program,
    provenance: 'measured',
    range: sensorRange,
    within: null,
    counter: null,
    averagedSeconds: 0,
    highestWatts: highestUsualWatts,
    accelerator: {
      vendor: 'amd',
      index: parts[0]?.index ?? meter.index,
      model: meter.name,
      uuid: meter.uuid,
      pciAddress: meter.pciAddress,
      slices: [],
      ...(parts.length > 1 ? { parts: parts.map(({ index, uuid }) => ({ index, uuid })) } : {}),
    },
    read: () => measureNewest(newest(meter.index), program, name, staleSeconds),
  };
}
