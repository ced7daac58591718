import { estimate as estimateOf, type Estimate } from '../energy/estimate';
import { memoryProblem } from '../energy/memory-problem';
import { resolvePlan } from '../energy/plan';
import { offsetOf } from '../energy/plans/plan-number';
import { gigabytes } from '../units/format';
import { message, type Message } from '../units/message';
import {
  numberEdit,
  numberInText,
  placeInText,
  type Advice,
  type ChosenOption,
  type Edit,
  type Fix,
  type Subject,
} from './advice';

/** Training that does not fit in the memory of so many accelerators as were asked for. */
export function adviseOnMemory(subject: Subject): readonly Advice[] {
  const { estimate, options, places, anchor } = subject;
  const isAsked = [options.gpus, options.dataParallel].some((given) => given !== undefined && given !== null);
  if (estimate.memory.fits || !isAsked) return [];
  const place = numberInText(subject, 'batchSize') ?? numberInText(subject, 'gpus');
  return [
    {
      code: 'memory',
      // A plan of the settings is not the file's mistake.
      severity: places.size > 0 ? 'warning' : 'information',
      message: memoryProblem(estimate),
      span: place ?? anchor,
      model: subject.model,
      fixes: () => [...fixesOf(subject), { title: message('Change the plan…'), edits: [], plan: 'ask' }],
    },
  ];
}

function fixesOf(subject: Subject): readonly Fix[] {
  const recomputation = recomputationEdit(subject);
  const alone = [
    smallerBatch(subject),
    recomputation === null ? null : withEdits(subject, [recomputation], message('Recompute activations')),
    higherStage(subject),
    moreAccelerators(subject),
  ].filter((fix) => fix !== null);
  if (alone.length > 0 || recomputation === null) return alone;
  const together = smallerBatch(subject, recomputation);
  return together === null ? [] : [together];
}

/** The fix, where what it changes fits. */
function ifItFits(after: Estimate | null, title: Message, change: Pick<Fix, 'edits' | 'plan'>): Fix | null {
  if (after?.memory.fits !== true) return null;
  const { perDevice, capacityBytes } = after.memory;
  const need = message('{0} of {1} GB', gigabytes(perDevice.totalBytes), gigabytes(capacityBytes));
  return { title: message('{0}: needs {1}', title, need), ...change };
}

/** The same model under another number of the plan; null where it does not fit under that either. */
function estimateUnder(
  { spec, options }: Subject,
  plan: Readonly<Partial<Record<ChosenOption, number>>>,
): Estimate | null {
  const resolved = resolvePlan(spec, {
    ...options,
    // As many copies as then fit.
    ...(plan.gpus === undefined ? {} : { dataParallel: null }),
    ...plan,
  });
  return resolved.ok && resolved.plan.setup.fits ? estimateOf(spec, resolved.plan) : null;
}

/** Another number of the plan: written where the text writes it, else chosen for the file. */
function withNumber(
  subject: Subject,
  option: ChosenOption,
  value: number,
  title: Message,
  others: readonly Edit[] = [],
): Fix | null {
  const span = numberInText(subject, option);
  if (span !== null) return withEdits(subject, [numberEdit(subject.text, span, value), ...others], title);
  if (others.length > 0) return null;
  const plan = { [option]: value };
  return ifItFits(estimateUnder(subject, plan), title, { edits: [], plan });
}

const withEdits = (subject: Subject, edits: readonly Edit[], title: Message): Fix | null =>
  ifItFits(subject.estimateAfter(edits), title, { edits, plan: null });

/** The largest batch that fits, halving; with recomputation where the edit that turns it on is given. */
function smallerBatch(subject: Subject, recomputation: Edit | null = null): Fix | null {
  const { batchSize } = subject.estimate.plan;
  const isGiven = subject.options.batchSize !== undefined && subject.options.batchSize !== null;
  if (!isGiven) return null;
  for (let batch = Math.floor(batchSize / 2); batch >= 1; batch = Math.floor(batch / 2)) {
    const title =
      recomputation === null
        ? message('Use a batch of {0}', batch)
        : message('Recompute activations and use a batch of {0}', batch);
    const others = recomputation === null ? [] : [recomputation];
    const fix = withNumber(subject, 'batchSize', batch, title, others);
    if (fix !== null) return fix;
  }
  return null;
}

/** Turns recomputation on, where the text has a switch that is off. */
function recomputationEdit(subject: Subject): Edit | null {
  const place = placeInText(subject, 'recompute');
  const offset = place === null ? null : offsetOf(subject.text, place);
  if (offset === null) return null;
  const [off] = /^(?:false|False)\b/.exec(subject.text.slice(offset, offset + 10)) ?? [];
  if (off === undefined) return null;
  return { span: { offset, length: off.length }, text: off === 'false' ? 'true' : 'True' };
}

const highestStage = 3;

/** The first stage of sharing that fits, where the text writes the stage. */
function higherStage(subject: Subject): Fix | null {
  const span = numberInText(subject, 'zeroStage');
  if (span === null) return null;
  for (let stage = subject.estimate.plan.parallelism.zeroStage + 1; stage <= highestStage; stage += 1) {
    const fix = withEdits(
      subject,
      [numberEdit(subject.text, span, stage)],
      message('Use ZeRO stage {0}', stage),
    );
    if (fix !== null) return fix;
  }
  return null;
}

const mostAccelerators = 16_384;

/** The fewest accelerators that hold it, doubling. */
function moreAccelerators(subject: Subject): Fix | null {
  const { gpus } = subject.estimate.plan;
  for (let count = 2 * gpus; count <= mostAccelerators; count *= 2) {
    const fix = withNumber(subject, 'gpus', count, message('Plan for {0} accelerators', count));
    if (fix !== null) return fix;
  }
  return null;
}
