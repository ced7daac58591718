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
  const needs = message(
    'Training does not fit in {0} x {1} GB, of which {2} GB each can be used: the fullest needs {3} GB, most of it {4} ({5} GB).',
    plan.gpus,
    capacityBytes / 1e9,
    gigabytes(capacityBytes * usableShare),
    gigabytes(perDevice.totalBytes),
    largest,
    gigabytes(bytes),
  );
  const { enoughGpus, remedies = [] } = memory;
  const helps = [
    ...(typeof enoughGpus === 'number' ? [message('{0} accelerators', enoughGpus)] : []),
    ...remedies.filter(({ fits }) => fits).map(({ change }) => change),
  ];
  if (helps.length > 0) return message('{0} What would help: {1}.', needs, listed(helps));
  const [first, ...others] = remedies;
  if (first === undefined) return message('{0} No change alone would help.', needs);
  const least = others.reduce((one, other) => (other.totalBytes < one.totalBytes ? other : one), first);
  return message(
    '{0} No change alone would make it fit; least is needed with {1}: {2} GB.',
    needs,
    least.change,
    gigabytes(least.totalBytes),
  );
}
