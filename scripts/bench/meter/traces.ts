// Power traces whose energy is known. Each goes on before and after the run, so that runs begin and end in the middle of it.
import type { Step } from '../../../test/sim/simulated-nvml';

/** The sensor that the traces are simulated with: power at the moment is the mean of 25 ms in each 100 ms. */
export const sensorWindowSeconds = 0.025;
export const sensorPeriodSeconds = 0.1;
/** Of nvml_sim.c: each GPU's sensor and counter move at moments of their own. */
const phaseSeconds = 0.037;

const leadSeconds = 3;
const tailSeconds = 12;

/** Watts of each GPU at a moment; constant until the next. */
type Trace = (gpus: number, seconds: number) => Step[];

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Merges the GPUs' own steps into steps of all. */
function merge(each: readonly (readonly { readonly seconds: number; readonly watts: number }[])[]): Step[] {
  const moments = [...new Set(each.flatMap((steps) => steps.map(({ seconds }) => seconds)))].sort(
    (a, b) => a - b,
  );
  const at = each.map(() => 0);
  return moments.map((seconds) => ({
    seconds,
    watts: each.map((steps, gpu) => {
      while ((steps[(at[gpu] ?? 0) + 1]?.seconds ?? Infinity) <= seconds) at[gpu] = (at[gpu] ?? 0) + 1;
      return steps[at[gpu] ?? 0]?.watts ?? 0;
    }),
  }));
}

const eachGpu = (
  gpus: number,
  stepsOf: (gpu: number) => { readonly seconds: number; readonly watts: number }[],
): Step[] => merge(Array.from({ length: gpus }, (_, gpu) => stepsOf(gpu)));

const steady: Trace = (gpus) => [
  { seconds: -leadSeconds, watts: Array.from({ length: gpus }, (_, gpu) => 300 + 10 * gpu) },
];

/** Idle, a load a little after the launch, evaluation, load, and idle again a little before the exit. */
const steps: Trace = (gpus, seconds) =>
  [
    [-leadSeconds, 75],
    [0.08 * seconds, 610],
    [0.43 * seconds, 240],
    [0.61 * seconds, 655],
    [0.93 * seconds, 90],
  ].map(([at = 0, watts = 0]) => ({
    seconds: at,
    watts: Array.from({ length: gpus }, (_, gpu) => watts - 2 * gpu),
  }));

/** Bursts of 10 to 200 ms between idle and full power: what data loading does to a GPU. */
const bursts: Trace = (gpus, seconds) =>
  eachGpu(gpus, (gpu) => {
    const random = randomNumbers(20_260_512 + gpu);
    const found = [];
    for (let at = -leadSeconds; at < seconds + tailSeconds; at += 0.01 + 0.19 * random())
      found.push({ seconds: at, watts: 80 + Math.floor(3 * random()) * 280 });
    return found;
  });

/** Up and down within three seconds. */
const ramps: Trace = (gpus, seconds) =>
  eachGpu(gpus, (gpu) => {
    const found = [];
    for (let at = -leadSeconds; at < seconds + tailSeconds; at += 0.01) {
      const phase = ((((at + 0.3 * gpu) / 3) % 1) + 1) % 1;
      found.push({ seconds: at, watts: Math.round(80 + 600 * (phase < 0.5 ? 2 * phase : 2 - 2 * phase)) });
    }
    return found;
  });

/** Idle, with spikes of 15 ms about once a second. */
const spiky: Trace = (gpus, seconds) =>
  eachGpu(gpus, (gpu) => {
    const random = randomNumbers(977 + gpu);
    const found = [{ seconds: -leadSeconds, watts: 90 }];
    for (let at = -leadSeconds + 0.5; at < seconds + tailSeconds; at += 0.2 + 1.6 * random()) {
      found.push({ seconds: at, watts: 690 }, { seconds: at + 0.015, watts: 90 });
    }
    return found;
  });

/** A load that is always high while the sensor looks, and low while it does not; or the other way round. */
const aliased =
  (seen: number, unseen: number): Trace =>
  (gpus, seconds) =>
    eachGpu(gpus, (gpu) => {
      const found = [];
      const first = -Math.round(leadSeconds / sensorPeriodSeconds);
      const last = Math.round((seconds + tailSeconds) / sensorPeriodSeconds);
      for (let index = first; index < last; index++) {
        const at = index * sensorPeriodSeconds + phaseSeconds * gpu;
        found.push({ seconds: at, watts: seen }, { seconds: at + sensorWindowSeconds, watts: unseen });
      }
      return found;
    });

export const traces = {
  steady,
  steps,
  bursts,
  ramps,
  spiky,
  'aliased high': aliased(600, 100),
  'aliased low': aliased(100, 600),
} as const satisfies Readonly<Record<string, Trace>>;

export type TraceName = keyof typeof traces;
