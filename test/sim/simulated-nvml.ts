import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../src/runs/summary';
import { commandLine, temporaryFolder } from './command-line';

/** From `seconds` on each GPU draws its `watts`, until the next step. */
export interface Step {
  readonly seconds: number;
  readonly watts: readonly number[];
}

export interface Simulation {
  /** For the process that is to find the simulated library. */
  readonly environment: NodeJS.ProcessEnv;
  /** Begins the trace before any process has started the library, which else is its beginning. */
  beginNow(): void;
  /** The true joules of a GPU between two moments, in seconds of the wall clock since 1970. */
  trueJoules(gpu: number, from: number, to: number): number;
}

/**
 * What a meter's figure is to be compared with: the true joules of a GPU in a run, as near to `joules` as the run's clocks
 * allow. On the wall, a run's first reading is known to lie between the start it tells, taken before, and its end less its
 * monotonic seconds, taken after; on a busy machine these are some hundredths of a second apart.
 */
export function trueJoulesOfRun(
  simulation: Simulation,
  gpu: number,
  { started, ended, durationSeconds }: Pick<RunSummary, 'started' | 'ended' | 'durationSeconds'>,
  joules: number,
): number {
  const seconds = durationSeconds ?? Number.NaN;
  const earliest = Date.parse(started) / 1000;
  // Both are told in whole milliseconds.
  const latest = ended === null ? earliest : Math.max(earliest, Date.parse(ended) / 1000 - seconds) + 0.001;
  const parts = 20;
  const possible = Array.from({ length: parts + 1 }, (_value, part) => {
    const from = earliest + ((latest - earliest) * part) / parts;
    return simulation.trueJoules(gpu, from, from + seconds);
  });
  return Math.min(Math.max(joules, Math.min(...possible)), Math.max(...possible));
}

/** A library in C, and the name that the meter looks for. */
interface SimulatedLibrary {
  readonly file: string;
  readonly code: string;
  readonly flags: readonly string[];
}

const libraries = new Map<string, string>();

/** Compiles a library once a flavour. A C compiler is needed: without one the energy of a run is not tested at all. */
function libraryFolder({ file, code, flags }: SimulatedLibrary): string {
  const key = [file, ...flags].join(' ');
  const known = libraries.get(key);
  if (known !== undefined) return known;
  const folder = temporaryFolder('library');
  const result = spawnSync(
    'cc',
    ['-O1', '-shared', '-fPIC', ...flags, '-o', join(folder, file), join(__dirname, code), '-lm'],
    { encoding: 'utf8' },
  );
  if (result.error !== undefined)
    throw new Error(
      'These tests compile simulated libraries of drivers and need a C compiler: install gcc or clang, so that there is a `cc`.',
    );
  if (result.status !== 0) throw new Error(`the simulated ${file} does not compile:\n${result.stderr}`);
  libraries.set(key, folder);
  return folder;
}

/** `options` are those of nvml_sim.c. The trace begins when a process first starts the library. */
export const simulateNvml = (
  steps: readonly Step[],
  options = '',
  flags: readonly string[] = [],
): Simulation => simulate(steps, options, { file: 'libnvidia-ml.so.1', code: 'nvml/nvml_sim.c', flags });

/** `options` are those of amd_sim.c. */
export const simulateAmdSmi = (steps: readonly Step[], options = ''): Simulation =>
  simulate(steps, options, { file: 'libamd_smi.so', code: 'amd/amd_sim.c', flags: [] });

export const simulateRocmSmi = (steps: readonly Step[], options = ''): Simulation =>
  simulate(steps, options, { file: 'librocm_smi64.so', code: 'amd/amd_sim.c', flags: ['-DSIM_ROCM_SMI'] });

/** For this process: the file of a library with `options` of ioreport_sim.c, and how many of its objects are not let go. */
export async function simulatedIoReport(
  options: string,
): Promise<{ readonly file: string; readonly live: () => number }> {
  const file = join(
    libraryFolder({ file: 'libIOReport.so', code: 'apple/ioreport_sim.c', flags: [] }),
    'libIOReport.so',
  );
  const koffi = await import('koffi');
  koffi.load(null).func('int setenv(const char *name, const char *value, int overwrite)')(
    'WATTLENS_SIM_OPTIONS',
    options,
    1,
  );
  const live = koffi.load(file).func('int simulated_live_objects()') as () => number;
  return { file, live };
}

function simulate(steps: readonly Step[], options: string, library: SimulatedLibrary): Simulation {
  const compiled = libraryFolder(library);
  commandLine();
  const folder = temporaryFolder('trace');
  mkdirSync(folder, { recursive: true });
  const trace = join(folder, 'trace.txt');
  const idle = { seconds: -1000, watts: steps[0]?.watts ?? [] };
  const all = [idle, ...steps];
  writeFileSync(trace, all.map(({ seconds, watts }) => `${seconds} ${watts.join(' ')}\n`).join(''));
  const monotonic = (): number => Number(process.hrtime.bigint()) / 1e9;
  const monotonicOnWall = Date.now() / 1000 - monotonic();
  const epoch = `${trace}.epoch`;
  /** The trace's 0 on the wall; no number as long as it has not begun. */
  const zero = (): number =>
    existsSync(epoch) ? monotonicOnWall + Number(readFileSync(epoch, 'utf8')) : Number.NaN;
  return {
    environment: {
      LD_LIBRARY_PATH: compiled,
      WATTLENS_SIM_TRACE: trace,
      WATTLENS_SIM_OPTIONS: options,
    },
    beginNow: () => {
      writeFileSync(epoch, monotonic().toFixed(9));
    },
    trueJoules: (gpu, from, to) => integral(all, gpu, from - zero(), to - zero()),
  };
}

function integral(steps: readonly Step[], gpu: number, from: number, to: number): number {
  return steps.reduce((sum, { seconds, watts }, index) => {
    const begin = Math.max(from, seconds);
    const end = Math.min(to, steps[index + 1]?.seconds ?? Infinity);
    return end > begin ? sum + (watts[gpu] ?? 0) * (end - begin) : sum;
  }, 0);
}

/** Bursts of 20 to 200 ms between idle and full power, the same each time: what data loading does to a GPU. */
export function bursts(gpus: number, seconds: number): Step[] {
  let seed = 20_260_512;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  const steps: Step[] = [];
  for (let time = 0; time < seconds; time += 0.02 + 0.18 * random()) {
    steps.push({
      seconds: time,
      watts: Array.from({ length: gpus }, () => 80 + Math.floor(3 * random()) * 280),
    });
  }
  return steps;
}
