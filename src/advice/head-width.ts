import type { WrittenValue } from '../model/written-values';
import { formatShare } from '../units/format';
import { message } from '../units/message';
import { numberEdit, textLayers, type Advice, type Fix, type Subject } from './advice';
import { flashWidthOf } from './alignment';
import { fixWith } from './fix-with';
import { hardwareAlignment } from './widths';

/** Heads of attention whose width the kernels pad. */
export function adviseOnHeadWidth(subject: Subject): readonly Advice[] {
  const written = placeOfWidth(subject);
  const width = written === null ? null : commonWidth(subject);
  if (written === null || width === null) return [];
  return usesFlash(subject)
    ? adviseOnFlash(subject, written, width)
    : adviseOnProducts(subject, written, width);
}

const usesFlash = ({ estimate }: Subject): boolean =>
  hasTensorCores(estimate.plan.dtype) &&
  estimate.assumptions.some(({ name, value }) => name === 'flashAttention' && value === 'true');

/** Flash kernels are of 16 bits. */
const hasTensorCores = (dtype: string): boolean => dtype === 'bf16' || dtype === 'fp16';

/** The width of every head, where all are alike; null where they are not, as in latent attention. */
function commonWidth(subject: Subject): number | null {
  const attention = textLayers(subject).filter((layer) => layer.kind === 'attention');
  const widths = new Set(attention.flatMap((layer) => [layer.queryKeyWidth, layer.valueWidth]));
  const [width] = widths;
  return widths.size === 1 && width !== undefined ? width : null;
}

/** Where the text decides the width: its own key, else the number of heads. */
const placeOfWidth = ({ values }: Subject): WrittenValue | null =>
  values.find(({ concept }) => concept === 'head_dim') ??
  values.find(({ concept }) => concept === 'num_attention_heads') ??
  null;

/** Below this the model is a toy, or the head a part of something else. */
const narrowestHead = 16;

function adviseOnFlash(subject: Subject, written: WrittenValue, width: number): readonly Advice[] {
  const computed = flashWidthOf(width);
  const alignment = hardwareAlignment(subject);
  if (
    typeof alignment?.bestBytes !== 'number' ||
    computed === null ||
    computed === width ||
    width < narrowestHead
  )
    return [];
  return [
    {
      code: 'head-width',
      severity: width % 8 !== 0 && !subject.isOfWeights ? 'information' : 'hint',
      message: message(
        'A head of {0} is computed as one of {1} by flash kernels: {2} of their work is padding.',
        width,
        computed,
        formatShare(1 - width / computed),
      ),
      span: written.span,
      model: subject.model,
      fixes: () => fixesOf(subject, written, width, (candidate) => flashWidthOf(candidate) === candidate),
    },
  ];
}

function adviseOnProducts(subject: Subject, written: WrittenValue, width: number): readonly Advice[] {
  const alignment = hardwareAlignment(subject);
  if (alignment === null || width % alignment.least === 0 || width < narrowestHead) return [];
  const { least } = alignment;
  return [
    {
      code: 'head-width',
      severity: subject.isOfWeights ? 'hint' : 'information',
      message: message(
        'A head of {0} is no multiple of {1}: the products of attention don’t fit the matrix units of {2}.',
        width,
        least,
        subject.estimate.plan.hardware,
      ),
      span: written.span,
      model: subject.model,
      fixes: () => fixesOf(subject, written, width, (candidate) => candidate % least === 0),
    },
  ];
}

/** Heads that are far wider or narrower are another model. */
const mostTimes = 2;

function fixesOf(
  subject: Subject,
  written: WrittenValue,
  width: number,
  isGood: (width: number) => boolean,
): readonly Fix[] {
  return written.concept === 'head_dim'
    ? otherWidths(subject, written, width, isGood)
    : otherNumbers(subject, written, width, isGood);
}

/** The nearest good widths, where the text writes it. */
function otherWidths(
  subject: Subject,
  { span }: WrittenValue,
  width: number,
  isGood: (width: number) => boolean,
): Fix[] {
  const up = firstOf(width + 1, mostTimes * width, isGood);
  const down = firstOf(width - 1, Math.ceil(width / mostTimes), isGood);
  return [up, down].flatMap((candidate) =>
    candidate === null
      ? []
      : (fixWith(subject, [numberEdit(subject.text, span, candidate)], (change) =>
          message('Use heads of {0}: {1}', candidate, change),
        ) ?? []),
  );
}

function firstOf(from: number, to: number, isGood: (value: number) => boolean): number | null {
  const step = to < from ? -1 : 1;
  for (let value = from; step * value <= step * to; value += step) if (isGood(value)) return value;
  return null;
}

/** Other numbers of heads for the same width of the model: as many numbers, otherwise cut. */
function otherNumbers(
  subject: Subject,
  { span, value: heads }: WrittenValue,
  width: number,
  isGood: (width: number) => boolean,
): Fix[] {
  const whole = heads * width;
  const keyValueHeads = subject.values.find(({ concept }) => concept === 'num_key_value_heads');
  // One for each head stays one for each head; of a few, each serves whole heads.
  const isAllHeads = keyValueHeads?.value === heads;
  const candidates = Array.from({ length: mostTimes * heads }, (_one, index) => index + 1)
    .filter((count) => count >= heads / mostTimes && whole % count === 0 && isGood(whole / count))
    .filter((count) => keyValueHeads === undefined || isAllHeads || count % keyValueHeads.value === 0)
    .sort((one, other) => Math.abs(one - heads) - Math.abs(other - heads))
    .slice(0, 2);
  return candidates.flatMap((count) => {
    const edits = [
      numberEdit(subject.text, span, count),
      ...(keyValueHeads !== undefined && isAllHeads
        ? [numberEdit(subject.text, keyValueHeads.span, count)]
        : []),
    ];
    return (
      fixWith(subject, edits, (change) =>
        message('Use {0} heads of {1}: {2}', count, whole / count, change),
      ) ?? []
    );
  });
}
