import type { EpochFact, ProgressFact, ProgressUnit } from '../progress';

/** What a line of a training's output says of its progress; null where it says nothing of it. */
export function readLine(line: string): ProgressFact | null {
  if (!/\d/.test(line) || line.length > 1000) return null;
  if (notTraining.test(line) || evaluationBar.test(line)) return null;
  for (const read of readers) {
    const fact = read(line);
    if (fact !== null) return sensible(fact);
  }
  return null;
}

/** What other loops than training say they do, at the beginning of their lines and bars. */
const notTraining =
  /^[\W_]*(?:(?:running |start(?:ing)? )?(?:val|valid|validation|validating|validate|eval|evals|evaluation|evaluating|evaluate|test|tests|testing|sanity|predict\w*|infer\w*|generat\w*|sampl(?:e|ing)|download\w*|upload\w*|fetch\w*|resolv\w*|extract\w*|load\w*|read(?:ing)?|tokeniz\w*|map|mapping|filter\w*|pack(?:ing)?|group\w*|preprocess\w*|prepar\w*|sav(?:e|ing)|writ(?:e|ing)|creat\w*|build\w*|collect\w*|cach(?:e|ing)|convert\w*|import\w*|export\w*|merg\w*|shuffl\w*|casting|applying|adding|materializ\w*|compil\w*|warm-?up|calibrat\w*|scan\w*|pars(?:e|ing)|encod\w*|concatenat\w*|flatten\w*|comput\w*|rank\w* data|setting up|install\w*|pulling|unpack\w*)\b|\w+\.(?:safetensors|bin|json|parquet|zip|gz|txt|model)\b)/i;

/** A bar whose label tells anywhere that it is of an evaluation: `Epoch 3 [Valid]:  10%|...`. */
const evaluationBar = /^[^|]*\b(?:val|valid|validation|validating|eval|evaluat\w*|test|testing)\b[^|]*\d%\|/i;

const number = String.raw`(\d[\d,_]*(?:\.\d+)?)([kKMGT]?)`;
const count = String.raw`(\d[\d,_]*)`;

/** 1,200 and 1_200 and tqdm's 1.2k. */
function numberOf(digits: string | undefined, scale = ''): number {
  const factors: Record<string, number> = { k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12 };
  return Number((digits ?? '').replace(/[,_]/g, '')) * (factors[scale] ?? 1);
}

const unitOf = (word: string): ProgressUnit => {
  if (/^(?:ex|example|sample|seq|sequence|image|img|row|record|item|doc)/i.test(word)) return 'sample';
  if (/^tok/i.test(word)) return 'token';
  if (/^(?:tree|round|boost)/i.test(word)) return 'round';
  if (/^epoch/i.test(word)) return 'epoch';
  return 'step';
};

const epochIn = (text: string): EpochFact | null => {
  const found =
    /\bepochs?\b\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)\s*(?:\/|of)\s*(\d+)/i.exec(text) ??
    /\bepochs?\b\s*[:=#]?\s*[[(]?\s*(\d+(?:\.\d+)?)\b(?!\s*%)/i.exec(text) ??
    /\bep(?:och)?[_ ]?(\d+)\b/i.exec(text);
  if (found === null) return null;
  const index = Number(found[1]);
  const isPosition = !Number.isInteger(index);
  return {
    index,
    total: found[2] === undefined ? null : Number(found[2]),
    isPosition,
    hasEnded: tellsResult(text),
  };
};

/** A line that tells a loss or a score of an epoch is written at its end. */
const tellsResult = (text: string): boolean =>
  /\b\w*(?:loss|acc|accuracy|ppl|perplexity|f1|auc|error|rmse|mae|mse|score|took|time)\b/i.test(text);

interface Reading {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit?: ProgressUnit;
  readonly isInEpoch?: boolean;
  readonly epoch?: EpochFact | null;
}

const factOf = ({
  label,
  done,
  total,
  unit = 'step',
  isInEpoch = false,
  epoch = null,
}: Reading): ProgressFact => ({
  // Numbers change from bar to bar: `Epoch 3` and `Epoch 4` are one counter.
  label: label.toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().slice(0, 60),
  done,
  total,
  unit,
  isInEpoch,
  epoch,
});

/** `Epoch 2:  35%|███▌      | 35/100 [00:12<00:22,  2.9it/s, loss=0.3]` (tqdm; Lightning, Hugging Face and many more). */
function readTqdm(line: string): ProgressFact | null {
  const found = tqdmBar.exec(line) ?? tqdmRich.exec(line);
  if (found === null) return readOpenTqdm(line);
  const label = (found[1] ?? '').replace(/[:\s]+$/, '');
  const rate = line.slice(found[0].length);
  // Bytes are a download.
  if (/\d(?:\.\d+)?\s*[kMGT]?i?B\/s/.test(rate)) return null;
  const per = /\b[\d.?]+[kMG]?\s?([A-Za-z]+)\/s\b|\bs\/([A-Za-z]+)/.exec(rate);
  const unit = unitOf(per?.[1] ?? per?.[2] ?? (/epoch/i.test(label) && !/\d/.test(label) ? 'epoch' : 'it'));
  const epoch = epochIn(label);
  return factOf({
    label,
    done: numberOf(found[2], found[3]),
    total: numberOf(found[4], found[5]),
    unit: epoch === null && /\bepochs?\b/i.test(label) && !/\d/.test(label) ? 'epoch' : unit,
    isInEpoch: epoch !== null,
    epoch,
  });
}
const tqdmBar = new RegExp(String.raw`^(.*?)\s*\d+%\|[^|]*\|\s*${number}\s*/\s*${number}\s*(?=\[|$)`);
/** `Epoch 0/9 ━━━━━━━╸━━━━━ 12/100 0:00:10 • 0:01:00 10.2it/s` (Lightning's rich bar). */
const tqdmRich = new RegExp(String.raw`^(.*?)\s*[━╸╺─█▌]{3,}[━╸╺─█▌ ]*\s+${number}\s*/\s*${number}\s`);

/** `Training: 120it [00:10, 11.9it/s]`: a bar that knows no total. */
function readOpenTqdm(line: string): ProgressFact | null {
  const found = /^(.*?)\s*(\d+)\s?([A-Za-z]+) \[\d+:\d\d(?::\d\d)?,/.exec(line);
  if (found === null || /^[kMGT]?i?B$/.test(found[3] ?? '')) return null;
  const label = (found[1] ?? '').replace(/[:\s]+$/, '');
  const epoch = epochIn(label);
  return factOf({
    label,
    done: numberOf(found[2]),
    total: null,
    unit: unitOf(found[3] ?? ''),
    isInEpoch: epoch !== null,
    epoch,
  });
}

/** ` 120/1875 [=>....] - ETA: 5s - loss: 0.3` and Keras 3's ` 120/1875 ━━━━ 5s 3ms/step - loss: 0.3`. */
function readKeras(line: string): ProgressFact | null {
  const found = /^(\d+)\/(\d+)\s+(?:\[[=>.\s]*\]|[━╸╺─ ]{3,})/.exec(line);
  if (found === null) return null;
  return factOf({
    label: 'keras',
    done: numberOf(found[1]),
    total: numberOf(found[2]),
    isInEpoch: true,
  });
}

/** `Train Epoch: 3 [640/60000 (1%)]  Loss: 0.2` and `Epoch: [3][ 120/5005]`: a place within an epoch, in brackets. */
function readBracketed(line: string): ProgressFact | null {
  const found = bracketed.exec(line);
  if (found === null) return null;
  const index = Number(found[1]);
  const isSamples = /\(\s*\d+(?:\.\d+)?\s*%\s*\)/.test(line) && /\btrain/i.test(line);
  return factOf({
    label: 'epoch',
    done: numberOf(found[3]),
    total: numberOf(found[4]),
    unit: isSamples ? 'sample' : 'step',
    isInEpoch: true,
    epoch: {
      index,
      total: found[2] === undefined ? null : Number(found[2]),
      isPosition: false,
      hasEnded: false,
    },
  });
}
const bracketed = new RegExp(
  String.raw`\bepoch\b\s*[:=#]?\s*\[?\s*(\d+)\s*(?:/\s*(\d+))?\s*\]?[\s:,|-]*[[(]\s*${count}\s*/\s*${count}\b`,
  'i',
);

/** `epoch 001:     10 / 100 loss=3.2` of fairseq. */
function readColon(line: string): ProgressFact | null {
  const found = new RegExp(String.raw`\bepoch\s+(\d+)\s*:\s+${count}\s*/\s*${count}\b`, 'i').exec(line);
  if (found === null) return null;
  return factOf({
    label: 'epoch',
    done: numberOf(found[2]),
    total: numberOf(found[3]),
    isInEpoch: true,
    epoch: { index: Number(found[1]), total: null, isPosition: false, hasEnded: false },
  });
}

/** `| epoch   1 |   200/ 2983 batches | lr ...`. */
function readBatches(line: string): ProgressFact | null {
  const found = new RegExp(
    String.raw`${count}\s*/\s*${count}\s*(batch|step|iter|it|update|sample|example)`,
    'i',
  ).exec(line);
  if (found === null) return null;
  const epoch = epochIn(line);
  return factOf({
    label: (found[3] ?? '').toLowerCase(),
    done: numberOf(found[1]),
    total: numberOf(found[2]),
    unit: unitOf(found[3] ?? ''),
    isInEpoch: epoch !== null || /^batch/i.test(found[3] ?? ''),
    epoch,
  });
}

/** `step 120/5000`, `iter 120: loss 3.4`, `global_step=120`, `iteration      100/  500000 |`, `Epoch [3/10], Step [100/600]`. */
function readSteps(line: string): ProgressFact | null {
  const found = stepWord.exec(line);
  if (found === null) return null;
  const word = (found[1] ?? '').toLowerCase();
  const epoch = epochIn(line);
  const total = found[3] === undefined ? null : numberOf(found[3]);
  const isWithin = epoch !== null && !epoch.isPosition && !/global|total/.test(word);
  return factOf({
    label: word.replace(/s$/, ''),
    done: numberOf(found[2]),
    total,
    unit: unitOf(word.replace(/^global[_ ]?|^num[_ ]/, '')),
    isInEpoch: (isWithin && total !== null) || /^(?:mini-?)?batch/.test(word),
    epoch,
  });
}
const stepWord = new RegExp(
  String.raw`(?<![\w/.-])((?:global|train(?:ing)?|total|current|num)?[_ -]?(?:steps?|iter(?:ation)?s?|updates?|(?:mini-?)?batch(?:_idx|es)?|rounds?|boosting round))(?:["'])?\s*(?:[:=#]\s*)?[[(]?\s*${count}(?![\d.]*\s*(?:s|ms|sec|it/s|%|x)\b)(?:\s*(?:/|of|out of)\s*${count})?(?=[\s:,;|\])\-}"']|$)`,
  'i',
);

/** `[1,  2000] loss: 2.173`: epoch and step of PyTorch's first tutorial. */
function readPair(line: string): ProgressFact | null {
  const found = /^\[\s*(\d+)\s*,\s*(\d+)\s*\]\s*(?:train\w*\s*)?loss/i.exec(line);
  if (found === null) return null;
  return factOf({
    label: 'pair',
    done: numberOf(found[2]),
    total: null,
    isInEpoch: true,
    epoch: { index: Number(found[1]), total: null, isPosition: false, hasEnded: false },
  });
}

/** `[12]	train-rmse:0.12` of XGBoost, `[12]	valid_0's l2: 0.1` of LightGBM, `12:	learn: 0.1 ... remaining: 3s` of CatBoost. */
function readBoosting(line: string): ProgressFact | null {
  const found =
    /^\[(\d+)\]\s+\S*(?:train|valid|eval|test|dtrain|dvalid)\S*?['\s:-]/i.exec(line) ??
    /^(\d+):\s+learn:\s/i.exec(line);
  if (found === null) return null;
  return factOf({ label: 'boosting', done: numberOf(found[1]) + 1, total: null, unit: 'round' });
}

/** `{'loss': 1.23, 'grad_norm': 0.4, 'learning_rate': 5e-05, 'epoch': 0.5}`: Hugging Face's log lines. */
function readLogLine(line: string): ProgressFact | null {
  const position = /^\{.*['"]epoch['"]:\s*['"]?(\d+(?:\.\d+)?)/.exec(line);
  if (position === null || !/['"](?:train_)?loss['"]/.test(line)) return null;
  const step = /['"](?:global_)?step['"]:\s*['"]?(\d+)/.exec(line);
  const epoch = { index: Number(position[1]), total: null, isPosition: true, hasEnded: false };
  return step === null
    ? factOf({ label: 'epoch', done: epoch.index, total: null, unit: 'epoch', epoch })
    : factOf({ label: 'step', done: Number(step[1]), total: null, epoch });
}

/** `Epoch 3/10`, alone or with losses behind it. */
function readEpoch(line: string): ProgressFact | null {
  const epoch = epochIn(line);
  if (epoch === null || !/^[\W_]*(?:\S+\s+){0,6}?[[(]?\s*(?:train\w*\s+)?ep(?:och)?s?\b/i.test(line))
    return null;
  return factOf({ label: 'epoch', done: epoch.index, total: epoch.total, unit: 'epoch', epoch });
}

const readers = [
  readLogLine,
  readTqdm,
  readKeras,
  readBracketed,
  readColon,
  readPair,
  readBoosting,
  readSteps,
  readBatches,
  readEpoch,
] as const;

/** Null where the numbers can't be a progress; without a total where that is passed: it was wrong. */
function sensible(fact: ProgressFact): ProgressFact | null {
  const { done, total } = fact;
  if (!Number.isFinite(done) || done < 0 || done > 1e15) return null;
  if (total === null) return fact;
  return Number.isFinite(total) && total > 0 && total <= 1e15 && done <= total
    ? fact
    : { ...fact, total: null };
}
