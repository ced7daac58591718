import { findHardware } from '../hardware/find-hardware';
import type { Concept } from '../model/key-spellings';
import type { WrittenValue } from '../model/written-values';
import { message, type Message } from '../units/message';
import { numberEdit, textLayers, type Advice, type Fix, type Subject } from './advice';
import { alignmentOf, nextMultiple, type Alignment } from './alignment';
import { fixWith } from './fix-with';

/** Sizes of a text that are sizes of matrices, as people call them. */
const widthNames: Readonly<Partial<Record<Concept, Message>>> = {
  hidden_size: message('hidden size'),
  intermediate_size: message('feed-forward width'),
  moe_intermediate_size: message('width of an expert'),
  vocab_size: message('vocabulary'),
};
/** Other values of the file may allow only some multiples. */
const mostTried = 8;

export function hardwareAlignment({ estimate }: Subject): Alignment | null {
  const found = findHardware(estimate.plan.hardware);
  return found.ok ? alignmentOf(found.accelerator, estimate.plan.dtype) : null;
}

/** Widths and a vocabulary that don't fit the matrix units of the plan's hardware. */
export function adviseOnWidths(subject: Subject): readonly Advice[] {
  const alignment = hardwareAlignment(subject);
  if (alignment === null) return [];
  return subject.values.flatMap((value) => {
    const name = widthNames[value.concept];
    if (name === undefined || value.value < alignment.best || value.value % alignment.best === 0) return [];
    if (value.concept === 'vocab_size' && !isVocabularyOfHead(subject, value.value)) return [];
    return [adviceOn(subject, value, name, alignment)];
  });
}

/** A vocabulary that is only looked up multiplies nothing; one that the framework pads itself is padded. */
const isVocabularyOfHead = (subject: Subject, value: number): boolean =>
  textLayers(subject).some(
    (layer) => layer.kind === 'linear' && layer.component === 'head' && layer.outputs === value,
  );

function adviceOn(subject: Subject, value: WrittenValue, name: Message, alignment: Alignment): Advice {
  const { hardware, dtype } = subject.estimate.plan;
  const { least, best, bestBytes } = alignment;
  const isSlow = value.value % least !== 0;
  const text =
    bestBytes === null
      ? message(
          'The {0} of {1} is no multiple of {2}: on {3} matrices are padded to whole tiles.',
          name,
          value.value,
          best,
          hardware,
        )
      : isSlow
        ? message(
            'The {0} of {1} is no multiple of {2}: tensor cores of {3} are used well only by rows of whole 16 bytes ({4}).',
            name,
            value.value,
            least,
            hardware,
            dtype,
          )
        : message(
            'The {0} of {1} is no multiple of {2}: products in {4} are fastest on {3} with rows of whole {5} bytes.',
            name,
            value.value,
            best,
            hardware,
            dtype,
            bestBytes,
          );
  return {
    code: value.concept === 'vocab_size' ? 'vocabulary-padding' : 'width-alignment',
    severity: isSlow && !subject.isOfWeights ? 'information' : 'hint',
    message: text,
    span: value.span,
    model: subject.model,
    fixes: () => fixesOf(subject, value, best),
  };
}

function fixesOf(subject: Subject, { concept, span, value }: WrittenValue, unit: number): readonly Fix[] {
  const trial = (candidate: number): Fix | null =>
    fixWith(subject, [numberEdit(subject.text, span, candidate)], (change) =>
      concept === 'vocab_size'
        ? message('Pad the vocabulary to {0}: {1}', candidate, change)
        : message('Use {0}: {1}', candidate, change),
    );
  const first = (candidates: readonly number[]): Fix[] => {
    for (const candidate of candidates) {
      const fix = candidate > 0 ? trial(candidate) : null;
      if (fix !== null) return [fix];
    }
    return [];
  };
  const up = nextMultiple(value, unit);
  const steps = Array.from({ length: mostTried }, (_one, step) => step * unit);
  const larger = first(steps.map((step) => up + step));
  // A vocabulary has as many entries as the tokenizer has words: it can't shrink.
  return concept === 'vocab_size' ? larger : [...larger, ...first(steps.map((step) => up - unit - step))];
}
