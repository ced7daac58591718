import type { ProgressFact } from '../progress';
import {
  count,
  epochIn,
  epochOf,
  factOf,
  number,
  numberOf,
  otherSteps,
  tellsResult,
  unitOf,
} from './reading';

/** `Train Epoch: 3 [640/60000 (1%)]  Loss: 0.2` and `Epoch: [3][ 120/5005]`: a place within an epoch, in brackets. */
export function readBracketed(line: string): ProgressFact | null {
  const found = bracketed.exec(line);
  if (found === null) return null;
  const isSamples = /\(\s*\d+(?:\.\d+)?\s*%\s*\)/.test(line) && /\btrain/i.test(line);
  return factOf({
    label: 'epoch',
    done: numberOf(found[3]),
    total: numberOf(found[4]),
    unit: isSamples ? 'sample' : 'step',
    isInEpoch: true,
    epoch: epochOf(found[1], found[2], 'count'),
  });
}
const bracketed = new RegExp(
  String.raw`\bepoch\b\s*(?:\(train\))?\s*[:=#]?\s*\[?\s*(\d+)\s*(?:/\s*(\d+))?\s*\]?[\s:,|-]*[[(]\s*${count}\s*/\s*${count}\b`,
  'i',
);

/** `Train: 0 [  50/1251 (  4%)]  Loss: 6.9` of timm: batches of an epoch. */
export function readTimm(line: string): ProgressFact | null {
  const found = new RegExp(String.raw`\bTrain: (\d+) \[\s*${count}/${count}\s*\(\s*\d+%\)\]`).exec(line);
  if (found === null) return null;
  return factOf({
    label: 'train epoch',
    done: numberOf(found[2]),
    total: numberOf(found[3]),
    isInEpoch: true,
    epoch: epochOf(found[1]),
  });
}

/** `[3/25][100/1583] Loss_D: 0.5` (PyTorch's tutorial on GANs), `Train: [3/300][ 10/1251]  eta` (Swin): places among epochs and in one. */
export function readPlaces(line: string): ProgressFact | null {
  const found = places.exec(line);
  if (found === null) return null;
  return factOf({
    label: 'places',
    done: numberOf(found[3]),
    total: numberOf(found[4]),
    isInEpoch: true,
    epoch: epochOf(found[1], found[2], 'count'),
  });
}
const places = new RegExp(
  String.raw`(?:^|\btrain\w*:?\s+)\[\s*(\d+)\s*/\s*(\d+)\s*\][\s,:|-]*\[\s*${count}\s*/\s*${count}\s*\]`,
  'i',
);

/** `Iter(train) [  50/40000]  lr: ...` of MMEngine. */
export function readMmengine(line: string): ProgressFact | null {
  const found = new RegExp(String.raw`\bIter\(train\)\s*\[\s*${count}\s*/\s*${count}\s*\]`).exec(line);
  return found === null
    ? null
    : factOf({ label: 'iter', done: numberOf(found[1]), total: numberOf(found[2]) });
}

/** `epoch 001:     10 / 100 loss=3.2` of fairseq, `1epoch:train:1-100batch:` of ESPnet. */
export function readColon(line: string): ProgressFact | null {
  const found = new RegExp(String.raw`\bepoch\s+(\d+)\s*:\s+${count}\s*/\s*${count}\b`, 'i').exec(line);
  const espnet = /\b(\d+)epoch:train:\d+-(\d+)batch\b/.exec(line);
  if (found === null && espnet === null) return null;
  return factOf({
    label: 'epoch',
    done: numberOf(found?.[2] ?? espnet?.[2]),
    total: found === null ? null : numberOf(found[3]),
    isInEpoch: true,
    epoch: epochOf(found?.[1] ?? espnet?.[1]),
  });
}

/** `| epoch   1 |   200/ 2983 batches | lr ...`. */
export function readBatches(line: string): ProgressFact | null {
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
    isInEpoch: epoch !== null,
    epoch,
  });
}

/** `{"step": 120, ...}`, `{'iter': '10/100', ...}`: a record of names and values, wherever it begins in the line. */
const record = /\{\s*["'][\w./ -]+["']\s*:/;

/** A record without the quotes of its short texts. fairseq's `update` there is a share of epochs. */
const plainRecord = (text: string): string => {
  const plain = text.replace(/(["'])([\w./ -]{1,40})\1/g, '$2');
  return plain.includes('num_updates:') ? plain.replace(/\bupdate: [\d.]+/, '') : plain;
};

/**
 * `step 120/5000`, `iter 120: loss 3.4`, `global_step=120`, `iteration      100/  500000 |`, `Epoch [3/10], Step [100/600]`;
 * also in a record, whose values may be texts.
 */
export function readSteps(text: string): ProgressFact | null {
  const line = record.test(text) ? plainRecord(text) : text;
  const found = stepWord.exec(line);
  if (found === null || beforeOthers.test(line.slice(0, found.index))) return null;
  const word = (found[1] ?? '').toLowerCase();
  const epoch = epochIn(line);
  const done = numberOf(found[2]);
  const total = found[3] === undefined ? null : numberOf(found[3]);
  const isGlobal =
    /global|total/.test(word) ||
    // `[step=120/739328,epoch=0]`: the epoch is told of the step, and not the step of the epoch.
    (epoch?.total === null && /\bepochs?\b/i.test(line.slice(found.index))) ||
    isGlobalStep(line, done);
  return factOf({
    label: word.replace(/s$/, ''),
    done,
    total,
    unit: unitOf(word.replace(/^global[_ ]?|^num[_ ]/, '')),
    isInEpoch: epoch !== null && !epoch.isPosition && total !== null && !isGlobal,
    epoch,
  });
}

/** `iteration 5/99 | ... | global_step: 5` of NeMo: both are one. */
function isGlobalStep(line: string, done: number): boolean {
  const found = new RegExp(String.raw`\bglobal_?step["']?\s*[:=]\s*${count}`, 'i').exec(line);
  return found !== null && Math.abs(numberOf(found[1]) - done) <= 1;
}

const stepWord = new RegExp(
  String.raw`(?<![\w.-]|[a-z)\]]/)((?:global|train(?:ing)?|total|current|num)?[_ -]?(?:steps?|iter(?:ation)?s?|updates?|(?:mini-?)?batch(?:_idx|es)?|rounds?|boosting round))(?:["'])?\s*(?:[:=#]\s*)?(?:\.{3}\s*)?[[(]?\s*#?${count}(?!\.\d*[1-9])(?![\d.]*\s*(?:s|ms|sec|it/s|%|x)\b)(?:\s*(?:/|of|out of)\s*${count})?(?=[\s:,;|\])\-}"'.]|$)`,
  'i',
);
/** What stands before steps that are not counted: others than those of the training, or a place that it starts at. */
const beforeOthers = new RegExp(
  String.raw`(?:${otherSteps}|max\w*|each|after|for|in|last|next|starts? at|starting at|resum\w* (?:from|at)|total|micro)[\s_-]*$`,
  'i',
);

/** `[1,  2000] loss: 2.173`: epoch and step of PyTorch's first tutorial. */
export function readPair(line: string): ProgressFact | null {
  const found = /^\[\s*(\d+)\s*,\s*(\d+)\s*\]\s*(?:train\w*\s*)?loss/i.exec(line);
  if (found === null) return null;
  return factOf({
    label: 'pair',
    done: numberOf(found[2]),
    total: null,
    isInEpoch: true,
    epoch: epochOf(found[1]),
  });
}

/** `[120/1000] loss 0.4`, `(120/1000) loss 0.4` and `120/1000, train_loss: 0.4`: a line that begins with its place, and tells a loss. */
export function readPlace(line: string): ProgressFact | null {
  const found =
    new RegExp(String.raw`^(?:train\w*\W+)?[[(]\s*${count}\s*/\s*${count}\s*[\])]`, 'i').exec(line) ??
    new RegExp(String.raw`^${count}\s*/\s*${count}\s*[,:|]\s*[a-z_]*loss\b`, 'i').exec(line);
  if (found === null || !tellsResult(line)) return null;
  const epoch = epochIn(line);
  return factOf({
    label: 'place',
    done: numberOf(found[1]),
    total: numberOf(found[2]),
    isInEpoch: epoch !== null,
    epoch,
  });
}

/** `train 27/30`, `Training: 27/30, loss 0.4`: no more than its place, or a result behind it. */
export function readBare(line: string): ProgressFact | null {
  const found = new RegExp(
    String.raw`^[\W_]*(?:train(?:ing)?|fit(?:ting)?|progress)\W{1,3}${count}\s*/\s*${count}(?=[\s,;:|\])-]|$)[\])]?(.*)$`,
    'i',
  ).exec(line);
  if (found === null || (/\w/.test(found[3] ?? '') && !tellsResult(found[3] ?? ''))) return null;
  const fact = factOf({ label: 'train', done: numberOf(found[1]), total: numberOf(found[2]) });
  return { ...fact, isGuess: true };
}

/** `[120] loss=0.3, accuracy=0.9` of CLU's logging writer, behind the log's own prefix. */
export function readClu(line: string): ProgressFact | null {
  const found = /\.py:\d+\]\s+\[(\d+)\]\s+\w[\w/.-]*=/.exec(line);
  return found === null ? null : factOf({ label: 'clu', done: numberOf(found[1]), total: null });
}

/** `|    total_timesteps      | 4096        |`: a row of the tables of Stable-Baselines3. */
export function readTableRow(line: string): ProgressFact | null {
  const found =
    /^\|\s*(total_timesteps|total_steps|global_step|timesteps_total)\s*\|\s*([\d.e+]+)\s*\|$/.exec(line);
  return found === null
    ? null
    : factOf({ label: found[1] ?? '', done: Math.round(Number(found[2])), total: null });
}

/** `tick 12    kimg 48.0     time 1m 20s`: thousands of images, as StyleGAN and its descendants count. */
export function readKimg(line: string): ProgressFact | null {
  const found = /^tick\s+\d+\s+kimg\s+(\d+(?:\.\d+)?)\b/.exec(line);
  return found === null
    ? null
    : factOf({ label: 'kimg', done: Math.round(1000 * Number(found[1])), total: null, unit: 'sample' });
}

/** `tokens: 1.2B / 10B`. */
export function readTokens(line: string): ProgressFact | null {
  const found = new RegExp(String.raw`\btokens(?: seen)?\b\s*[:=]?\s*${number}\s*/\s*${number}\b`, 'i').exec(
    line,
  );
  return found === null
    ? null
    : factOf({
        label: 'tokens',
        done: numberOf(found[1], found[2]),
        total: numberOf(found[3], found[4]),
        unit: 'token',
      });
}

/**
 * `[12]	train-rmse:0.12` of XGBoost, `[12]	valid_0's l2: 0.1` of LightGBM, `12:	learn: 0.1 ... remaining: 3s` of CatBoost,
 * `building tree 3 of 100` of scikit-learn's forests.
 */
export function readBoosting(line: string): ProgressFact | null {
  const tree = /^building tree (\d+) of (\d+)$/.exec(line);
  if (tree !== null)
    return factOf({ label: 'tree', done: numberOf(tree[1]), total: numberOf(tree[2]), unit: 'round' });
  const found =
    /^\[(\d+)\]\s+\S*(?:train|valid|eval|test|dtrain|dvalid|cv_agg)\S*?['\s:-]/i.exec(line) ??
    /^\[(\d+)\]\t[\w.-]+-[\w@.]+:[-\d.einf]+(?:\t|\+|$)/i.exec(line) ??
    /^(\d+):\s+learn:\s/i.exec(line);
  if (found === null) return null;
  return factOf({ label: 'boosting', done: numberOf(found[1]) + 1, total: null, unit: 'round' });
}

/** `{'loss': 1.23, 'grad_norm': 0.4, 'learning_rate': 5e-05, 'epoch': 0.5}`: Hugging Face's log lines. */
export function readLogLine(line: string): ProgressFact | null {
  // Behind what a log puts before it, an epoch without a fraction may be another's count.
  const position =
    /^\{.*['"]epoch['"]:\s*['"]?(\d+(?:\.\d+)?)/.exec(line) ??
    /^[^{}]{1,120}\{.*['"]epoch['"]:\s*['"]?(\d+\.\d+)/.exec(line);
  if (position === null || !/['"](?:train_)?loss['"]/.test(line)) return null;
  // ms-swift has `'global_step/max_steps': '10/1000'`.
  const step = /['"](?:global_)?step(?:\/max_steps)?['"]:\s*['"]?(\d+)(?:\/(\d+))?/.exec(line);
  const epoch = { index: Number(position[1]), total: null, isPosition: true, hasEnded: false };
  return step === null
    ? factOf({ label: 'epoch', done: epoch.index, total: null, unit: 'epoch', epoch })
    : factOf({
        label: 'step',
        done: Number(step[1]),
        total: step[2] === undefined ? null : Number(step[2]),
        epoch,
      });
}

/** `Epoch 3/10`, alone or with losses behind it. */
export function readEpoch(line: string): ProgressFact | null {
  const epoch = epochIn(line);
  if (epoch === null || !/^[\W_]*(?:\S+\s+){0,8}?[[(]?\s*(?:train\w*\s+)?ep(?:och)?s?\b/i.test(line))
    return null;
  return factOf({ label: 'epoch', done: epoch.index, total: epoch.total, unit: 'epoch', epoch });
}
