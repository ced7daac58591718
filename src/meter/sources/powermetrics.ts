import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { highestUsualWatts, rungs, type OpenedSource, type Probe, type Source } from '../source';
import { runLineProgram } from './line-program';
import { powermetricsSamples, type PowermetricsSample } from './powermetrics-lines';
import { measureNewest, untilTold } from './program-reading';
import { refusalsOf } from './unusable';
import { monotonicSeconds } from '../monotonic';

const sourceName = 'powermetrics';
const { unusable, absent } = refusalsOf(sourceName, rungs.program);
const path = '/usr/bin/powermetrics';
/** Of Apple's own model of the chip, by its counters of activity: not a sensor, and not specified. */
const chipRange = { low: 0.85, mid: 1, high: 1.15 };
const intervalMilliseconds = 500;
const longestStartSeconds = 4;
const staleSeconds = 4;

/** A Mac's chip by Apple's own program, where IOReport can't be called. It needs an administrator. */
export const powermetricsSource = (platform: NodeJS.Platform = process.platform): Source => ({
  key: 'powermetrics',
  name: sourceName,
  rung: rungs.program,
  open: () => (platform === 'darwin' ? open() : Promise.resolve(absent('this is no Mac'))),
});

async function open(): Promise<OpenedSource> {
  const { loadIoReport } = await import('./ioreport-library');
  if ('library' in (await loadIoReport()))
    return absent('not needed: IOReport tells the same without an administrator');
  const command = commandFor();
  if (command === null)
    return unusable(
      'only an administrator may run it, and no password is asked for here',
      `Let this user run it without a password: echo "$USER ALL=(root) NOPASSWD: ${path}" | sudo tee /etc/sudoers.d/powermetrics`,
    );
  let newest: (PowermetricsSample & { readonly at: number }) | null = null;
  const take = powermetricsSamples((sample) => {
    newest = { ...sample, at: monotonicSeconds() };
  });
  const [program = path, ...parameters] = command;
  const running = runLineProgram(
    program,
    [...parameters, '--samplers', 'cpu_power,gpu_power', '-i', String(intervalMilliseconds)],
    take,
  );
  const latest = (): (PowermetricsSample & { readonly at: number }) | null => newest;
  if (!(await untilTold({ told: () => (latest() === null ? 0 : 1) }, longestStartSeconds))) {
    running.close();
    return unusable(
      `it told nothing within ${longestStartSeconds} s`,
      'Run sudo powermetrics by hand: it says why.',
    );
  }
  const first = latest();
  const probes = chipDomains.flatMap(({ domain, id, title, watts }): Probe[] =>
    first === null || watts(first) === null
      ? []
      : [
          {
            id,
            name: `${cpus()[0]?.model.trim() ?? 'Apple chip'}${title}`,
            domain,
            source: sourceName,
            rung: rungs.program,
            provenance: 'measured',
            range: chipRange,
            within: null,
            counter: null,
            averagedSeconds: intervalMilliseconds / 1000,
            highestWatts: highestUsualWatts,
            read: () => {
              const sample = latest();
              return measureNewest(
                sample === null ? undefined : { watts: watts(sample), seconds: sample.at },
                running,
                sourceName,
                staleSeconds,
              );
            },
          },
        ],
  );
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.program,
        usable: probes.length > 0,
        why:
          probes.length > 0
            ? `reads ${probes.map(({ name }) => name).join(', ')}`
            : 'it tells no power of this Mac',
        fix: null,
      },
    ],
    probes,
    notes: [],
    close: () => {
      running.close();
    },
  };
}

/** Null where a password would be asked for. */
function commandFor(): readonly string[] | null {
  if (process.getuid?.() === 0) return [path];
  // -n never asks; -l asks whether it may, and runs nothing.
  const isAllowed =
    spawnSync('/usr/bin/sudo', ['-n', '-l', path], { stdio: 'ignore', timeout: 2000 }).status === 0;
  return isAllowed ? ['/usr/bin/sudo', '-n', path] : null;
}

const sum = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0));

/** The parts of the chip as domains that lie beside one another. The neural engine is counted with the GPU, as an accelerator. */
const chipDomains: readonly {
  readonly domain: Probe['domain'];
  readonly id: string;
  readonly title: string;
  readonly watts: (sample: PowermetricsSample) => number | null;
}[] = [
  { domain: 'cpu', id: 'cpu:apple', title: ' CPU', watts: ({ cpuWatts }) => cpuWatts },
  {
    domain: 'gpu',
    id: 'gpu:apple',
    title: ' GPU and neural engine',
    watts: ({ gpuWatts, aneWatts }) => sum(gpuWatts, aneWatts),
  },
  { domain: 'dram', id: 'dram:apple', title: ' memory', watts: ({ dramWatts }) => dramWatts },
];
