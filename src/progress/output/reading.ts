import type { EpochFact, ProgressFact, ProgressUnit } from '../progress';

/** A count as bars and lines write it: 1,200 and 1_200, and tqdm's 1.2k. Two groups: the digits, and the scale. */
export const number = String.raw`(\d[\d,_]*(?:\.\d+)?)([kKMGBT]?)`;
/** A whole number. One group. */
export const count = String.raw`(\d[\d,_]*)`;

/** Words before `steps` that make them others than those of the training. A pattern without groups. */
export const otherSteps = String.raw`accum\w*|warm-?up|eval\w*|val\w*|test|log\w*|sav\w*|checkpoint\w*|decay|inference|sampl\w*|denois\w*|diffusion|min\w*|per|every`;

const scales: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, G: 1e9, B: 1e9, T: 1e12 };

export const numberOf = (digits: string | undefined, scale = ''): number =>
  Number((digits ?? '').replace(/[,_]/g, '')) * (scales[scale] ?? 1);

export const unitOf = (word: string): ProgressUnit => {
  if (/^(?:ex|example|sample|seq|sequence|image|img|row|record|item|doc)/i.test(word)) return 'sample';
  if (/^tok/i.test(word)) return 'token';
  if (/^(?:tree|round|boost)/i.test(word)) return 'round';
  if (/^epoch/i.test(word)) return 'epoch';
  return 'step';
};

/** The epoch that a text names; null where it names none. */
export const epochIn = (text: string): EpochFact | null => {
  const found =
    /\bepochs?\b\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)\s*(?:\/|of)\s*(\d+)/i.exec(text) ??
    /(?<!\bper[\s_])\bepochs?\b\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)\b(?!\s*%)/i.exec(text) ??
    /\bep(?:och)?[_ ]?(\d+)\b/i.exec(text);
  if (found === null) return null;
  const index = Number(found[1]);
  return {
    index,
    total: found[2] === undefined ? null : Number(found[2]),
    isPosition: !Number.isInteger(index),
    hasEnded: tellsResult(text),
  };
};

/** An epoch whose number stands where a framework always has it. */
export const epochOf = (
  index: string | undefined,
  total?: string,
  totalIs?: EpochFact['totalIs'],
): EpochFact => ({
  index: Number(index),
  total: total === undefined ? null : Number(total),
  isPosition: false,
  hasEnded: false,
  ...(totalIs === undefined ? {} : { totalIs }),
});

/** Whether a line tells a loss or a score. That of an epoch is written at its end. */
export const tellsResult = (text: string): boolean =>
  /\b\w*(?:loss|acc|accuracy|ppl|perplexity|f1|auc|error|rmse|mae|mse|score|took|time)\b/i.test(text);

interface Reading {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit?: ProgressUnit;
  readonly isInEpoch?: boolean;
  readonly epoch?: EpochFact | null;
}

export const factOf = ({
  label,
  done,
  total,
  unit = 'step',
  isInEpoch = false,
  epoch = null,
}: Reading): ProgressFact => ({
  // Numbers change from bar to bar: `Epoch 3` and `Epoch 4` are one counter.
  label: label
    .toLowerCase()
    .replace(/[\d.]*\d/g, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60),
  done,
  total,
  unit,
  isInEpoch,
  epoch,
});
