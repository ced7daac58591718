import { gigabytes } from '../units/format';
import { message, type Message } from '../units/message';
import type { Estimate } from './estimate';
import { usableShare } from './usable-memory';

const listed = (messages: readonly Message[]): Message =>
  messages.reduce((before, next) => message('{0}, {1}', before, next));

/** Why training does not fit in memory: what lacks, and what would help. Call it where `memory.fits` is false. */
export function memoryProblem({ plan, memory }: Pick<Estimate, 'plan' | 'memory'>): Message {
  const { perDevice, capacityBytes } = memory;
  const parts: readonly [readonly [Message, number], ...(readonly [Message, number])[]] = [
    [message('weights'), perDevice.weightsBytes],
    [message('gradients'), perDevice.gradientsBytes],
    [message('optimizer state'), perDevice.optimizerBytes],
    [message('activations'), perDevice.activationsBytes],
    [message('logits'), perDevice.logitsBytes],
  ];
  const [largest, bytes] = parts.reduce((most, part) => (part[1] > most[1] ? part : most), parts[0]);
  const state = perDevice.weightsBytes + perDevice.gradientsBytes + perDevice.optimizerBytes;
  const isActivations = state < perDevice.totalBytes / 2;
  const { enoughGpus } = memory;
  const helps = isActivations
    ? [
        ...(plan.recompute === 'full' ? [] : [message('full recomputation')]),
        ...(plan.batchSize > 1 ? [message('a smaller batch')] : []),
        message('shorter sequences or context parallelism'),
      ]
    : [
        ...(plan.parallelism.zeroStage < 3 && plan.gpus > 1 ? [message('ZeRO stage 3')] : []),
        ...(typeof enoughGpus === 'number' ? [message('{0} of them', enoughGpus)] : []),
        message('an 8-bit optimizer or adapters'),
      ];
  return message(
    'Training does not fit in {0} x {1} GB, of which {2} GB each can be used: the fullest needs {3} GB, most of it {4} ({5} GB). What would help: {6}.',
    plan.gpus,
    capacityBytes / 1e9,
    gigabytes(capacityBytes * usableShare),
    gigabytes(perDevice.totalBytes),
    largest,
    gigabytes(bytes),
    listed(helps),
  );
}
