import type { ProgressUnit } from '../progress';
import { numberOf, otherSteps, tellsResult } from './reading';

/** How many there are to do, as a training says before it begins, or prints with its settings. */
export interface AnnouncedTotal {
  readonly unit: ProgressUnit;
  /** What it counts, in its own word: steps are not always batches. */
  readonly noun: 'step' | 'iteration' | 'batch' | 'epoch' | 'round' | 'image';
  readonly total: number;
  /** A total of the training (2), its settings (1), a plural that may be anything's (0). */
  readonly strength: 0 | 1 | 2;
}

const nouns: Readonly<Record<string, AnnouncedTotal['noun']>> = {
  step: 'step',
  update: 'step',
  iter: 'iteration',
  iteration: 'iteration',
  batch: 'batch',
  epoch: 'epoch',
  round: 'round',
  tree: 'round',
  estimator: 'round',
};

const unitOfNoun = (noun: AnnouncedTotal['noun']): ProgressUnit =>
  noun === 'epoch' || noun === 'round' ? noun : 'step';

const plural = 'steps|updates|iters|iterations|epochs|rounds|boost_rounds?|n_estimators';
/**
 * `Total optimization steps = 1,000`, `Num Epochs = 3` (Hugging Face, Unsloth), `total steps 1000` (torchtitan),
 * `max_iters = 5000` (nanoGPT), `Namespace(epochs=10, ...)`, `total optimization steps / 学習ステップ数: 1600` (kohya).
 */
const assigned = new RegExp(
  String.raw`(?<![\w-])((?:total|max(?:imum)?|num(?:ber)?(?: of)?|n|train(?:ing)?|scheduled|optimi[sz](?:ation|er)|global|gradient|update)(?:[_ ]|(?=$)))*(${plural})(?![\w])["']?([^\d:=\n]{0,16}[:=]|)\s*["']?(\d[\d,_]*)(?![\d.]*\s*(?:[/%]|of\b|s\b|ms\b)|\.\d)`,
  'gi',
);
/** `Starting training for 100 epochs...`, `Training for 5,000 steps`. */
const announced =
  /\btrain\w*\b[^.\n\d]{0,30}\bfor\s+(\d[\d,_]*)\s+(?:\w+\s+)?(steps|updates|iterations|epochs|rounds)\b/gi;
/** `Training for 25000 kimg...`. */
const inKimg = /\btraining for (\d+) kimg\b/i;

const beforeOthers = new RegExp(String.raw`(?:${otherSteps}|patience|steps)[\s_-]*$`, 'i');

/** What a line announces; empty for a line that counts. */
export function announcedTotals(line: string): readonly AnnouncedTotal[] {
  if (!/\d/.test(line) || line.length > 1000 || /\d%\|/.test(line)) return [];
  const kimg = inKimg.exec(line);
  if (kimg !== null) return [{ unit: 'sample', noun: 'image', total: 1000 * Number(kimg[1]), strength: 2 }];
  const found = [...line.matchAll(announced)].map(([, total, noun = '']) => ({
    total,
    noun,
    strength: 2 as const,
  }));
  const settings = [...line.matchAll(assigned)].flatMap((match) => {
    const [whole, , noun = '', separator = '', total] = match;
    const words = whole.slice(0, whole.toLowerCase().lastIndexOf(noun.toLowerCase()));
    const isTotal = /total|scheduled|number of|num epochs/i.test(words) || /^num epochs/i.test(whole);
    // A plural alone needs a sign that it is set, and a line with a loss counts.
    if (words.trim() === '' && (separator === '' || (tellsResult(line) && !/[({]/.test(line)))) return [];
    if (separator === '' && !isTotal) return [];
    if (beforeOthers.test(line.slice(0, match.index)) || /\bper\b/i.test(separator)) return [];
    // fairseq counts them so.
    if (/^num_updates/i.test(whole)) return [];
    return [
      { total, noun, strength: isTotal ? (2 as const) : words.trim() === '' ? (0 as const) : (1 as const) },
    ];
  });
  return [...found, ...settings].flatMap(({ total, noun, strength }) => {
    const name =
      nouns[
        noun
          .toLowerCase()
          .replace(/^n_|^boost_/, '')
          .replace(/s$/, '')
      ];
    const value = numberOf(total);
    return name === undefined || !(value >= 1) || value > 1e12
      ? []
      : [{ unit: unitOfNoun(name), noun: name, total: value, strength }];
  });
}
