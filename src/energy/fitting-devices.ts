import type { AcceleratorKind } from '../hardware/accelerators';
import { said, type Message } from '../units/message';
import { fittedConstants } from './machine-constants';
import { capacityBytes } from './memory';
import { offloadsState, offloadsWeights } from './plan-options';
import { chooseSetup, type Setup, type SetupRequest } from './setup';
import { sequencesWorked, stepTime, totalSeconds } from './step-time';

/** Hours of a run that nobody said the number of devices of: three months. */
const longestHours = 2000;
const mostGpusTried = 16_384;

/** Computers of one person each: nobody has a run over several of them because one takes long. */
const personalKinds: readonly AcceleratorKind[] = ['processor', 'shared memory', 'laptop'];

/** A setup, and why it is of so many devices. */
interface FittingSetup {
  readonly setup: Setup;
  readonly why: Message;
}

/**
 * Devices where nobody says how many: the fewest that hold the step and, of a long run, as many as end it within three
 * months unless they are personal computers; as a power of two times what the given degrees need. `tokensWith` tells how many tokens the run has under a setup,
 * `gpuHours` how long it takes, where that is given.
 */
export function fittingSetup(
  request: SetupRequest,
  atLeast: number,
  tokensWith: (setup: Setup) => number,
  gpuHours: number | null = null,
): FittingSetup {
  // No cut holds more than the devices' memory together.
  const { state, trainedParameters, frozenParameters, frozenBytesPerParameter, offload } = request;
  const weights = trainedParameters * state.weight + frozenParameters * frozenBytesPerParameter;
  const bytes =
    (offloadsWeights(offload) ? 0 : weights) +
    (offloadsState(offload) ? 0 : trainedParameters * (state.gradient + state.optimizer));
  const needed = Math.ceil(Math.log2(bytes / capacityBytes(request.accelerator) / atLeast));
  let gpus = Math.min(mostGpusTried, atLeast * 2 ** Math.max(0, needed));
  const first = chooseSetup({ ...request, gpus });
  let setup = first;
  while (!setup.fits && gpus < mostGpusTried) {
    gpus *= 2;
    setup = chooseSetup({ ...request, gpus });
  }
  // What no number of devices holds is told of the fewest.
  if (!setup.fits)
    return {
      setup: first,
      why: said`the fewest whose memory together holds the training state; no number tried, up to ${mostGpusTried}, holds the step`,
    };
  const why =
    atLeast === 1
      ? said`the fewest, as a power of two, that hold the training state and its activations`
      : said`the fewest, as a power of two times the ${atLeast} that one copy of the model is cut over, that hold the training state and its activations`;
  const { step } = setup;
  const seconds = totalSeconds(stepTime(request.work, step, fittedConstants));
  const steps = tokensWith(setup) / (sequencesWorked(step) * request.work.tokens);
  const hours = gpuHours === null ? (steps * seconds) / 3600 : gpuHours / gpus;
  const held = gpus;
  const isPersonal = personalKinds.includes(request.accelerator.kind);
  const times = !isPersonal && hours > longestHours ? 2 ** Math.ceil(Math.log2(hours / longestHours)) : 1;
  const enough = Math.max(held, Math.min(mostGpusTried, held * times));
  if (enough === held) return { setup, why };
  return {
    setup: chooseSetup({ ...request, gpus: enough }),
    why: said`as many, as a power of two, as end the run within about three months; ${held} would hold it`,
  };
}

/** The fewest of more devices that were found to hold the step, each a multiple of what one copy of the model is cut over. */
export function enoughDevices(request: SetupRequest, atLeast: number): number | null {
  if (request.dataParallel !== null) return null;
  const holds = (gpus: number): boolean => chooseSetup({ ...request, gpus }).fits;
  let [few, many] = [Math.floor(request.gpus / atLeast), 2 * Math.ceil(request.gpus / atLeast)];
  while (!holds(many * atLeast)) {
    few = many;
    many *= 2;
    if (many * atLeast > mostGpusTried) return null;
  }
  while (many - few > 1) {
    const middle = Math.floor((few + many) / 2);
    if (holds(middle * atLeast)) many = middle;
    else few = middle;
  }
  return many * atLeast;
}

/** Devices that a step is cut over. */
export const devicesOf = ({ step: { parallelism } }: Setup): number =>
  parallelism.dataParallel *
  parallelism.tensorParallel *
  parallelism.pipelineParallel *
  parallelism.contextParallel;
