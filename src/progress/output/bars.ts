import type { EpochFact, ProgressFact } from '../progress';
import { count, epochIn, epochOf, factOf, number, numberOf, unitOf } from './reading';

/** What stands at the end of a label and changes with each drawing. */
const labelOf = (text: string): string => text.replace(/(?:[:\s|]|\b\d+(?:\.\d+)?\s*%)+$/, '');

/** The epoch that a bar's label names, in words or as torchtune (`1|120|Loss: 0.3`) and Ultralytics (`1/100  2.5G  1.2`) write it. */
function epochOfLabel(label: string): EpochFact | null {
  const torchtune = /^(\d+)\|\d+\|\s*loss\b/i.exec(label);
  if (torchtune !== null) return epochOf(torchtune[1]);
  const ultralytics = /^(\d+)\/(\d+)\s+\d+(?:\.\d+)?[GM]\b/.exec(label);
  // Where Ultralytics counts from 0, as YOLOv5 does, it ends with the total.
  return ultralytics === null ? epochIn(label) : epochOf(ultralytics[1], ultralytics[2], 'last index');
}

/** `Epoch 2:  35%|███▌      | 35/100 [00:12<00:22,  2.9it/s, loss=0.3]` (tqdm; Lightning, Hugging Face and many more). */
export function readTqdm(line: string): ProgressFact | null {
  const found = tqdmBar.exec(line) ?? tqdmRich.exec(line);
  if (found === null) return readOpenTqdm(line);
  const label = labelOf(found[1] ?? '');
  const rate = line.slice(found[0].length);
  // Bytes are a download.
  if (/\d(?:\.\d+)?\s*[kMGT]?i?B\/s/.test(rate)) return null;
  const per = /\b[\d.?]+[kMG]?\s?([A-Za-z]+)\/s\b|\bs\/([A-Za-z]+)/.exec(rate);
  const named = epochOfLabel(label);
  // Lightning's rich bar has a dot between the times, and tells the index of the last epoch.
  const epoch = named !== null && rate.includes(' • ') ? { ...named, totalIs: 'last index' as const } : named;
  const countsEpochs =
    epoch === null && /\bepochs?\b/i.test(label) && !/\d(?<!\b(?:cuda|gpu|npu|xpu):\d)/i.test(label);
  return factOf({
    label,
    done: numberOf(found[2], found[3]),
    total: numberOf(found[4], found[5]),
    unit: countsEpochs ? 'epoch' : unitOf(per?.[1] ?? per?.[2] ?? 'it'),
    isInEpoch: epoch !== null,
    epoch,
  });
}
const tqdmBar = new RegExp(String.raw`^(.*?)\s*\d+%\|[^|]*\|\s*${number}\s*/\s*${number}\s*(?=\[|$)`);
/** `Epoch 0/9 ━━━━━━━╸━━━━━ 12/100 0:00:10 • 0:01:00 10.2it/s` (Lightning's rich bar, Ultralytics). */
const tqdmRich = new RegExp(String.raw`^(.*?)\s*[━╸╺─█▌]{3,}[━╸╺─█▌ ]*\s+${number}\s*/\s*${number}\s`);

/** `Training: 120it [00:10, 11.9it/s]` and `1.20Mit [...]`: a bar that knows no total, or has passed it. */
function readOpenTqdm(line: string): ProgressFact | null {
  const found = /^(.*?)(?<![\d.,])(\d+(?:\.\d+)?)([kMGT]?)\s?([A-Za-z]+) \[\d+:\d\d(?::\d\d)?,/.exec(line);
  if (found === null || /^[kMGT]?i?B$/.test(found[4] ?? '')) return null;
  const label = labelOf(found[1] ?? '');
  const epoch = epochOfLabel(label);
  return factOf({
    label,
    done: numberOf(found[2], found[3]),
    total: null,
    unit: unitOf(found[4] ?? ''),
    isInEpoch: epoch !== null,
    epoch,
  });
}

/** `Progress on:train 4.00kit/10.0kit rate:11.2it/s remaining:...`: the bar of Levanter. */
export function readLevanter(line: string): ProgressFact | null {
  const found = levanterBar.exec(line);
  return found === null
    ? null
    : factOf({
        label: 'progress',
        done: numberOf(found[1], found[2]),
        total: numberOf(found[3], found[4]),
      });
}
const levanterBar = new RegExp(String.raw`^Progress on:train\s+${number}it/${number}it\b`, 'i');

/**
 * ` 120/1875 [=>....] - ETA: 5s - loss: 0.3` and Keras 3's ` 120/1875 ━━━━ 5s 3ms/step - loss: 0.3`; `120/Unknown` in the
 * first epoch of a generator; `1875/1875 - 3s - loss: 0.2` with `verbose=2`.
 */
export function readKeras(line: string): ProgressFact | null {
  const found = /^(\d+)\/(\d+|Unknown)\s+(?:\[[=>.\s]*\]|[━╸╺─]{3}|-?\s*\d+(?:m?s|m)\b)/.exec(line);
  // A prediction's bar tells no loss.
  if (found === null || !/\s-\s+(?!ETA\b)[A-Za-z][\w ]*:/.test(line)) return null;
  return factOf({
    label: 'keras',
    done: numberOf(found[1]),
    total: found[2] === 'Unknown' ? null : numberOf(found[2]),
    isInEpoch: true,
  });
}

/** Percent and whole numbers may be rounded either way. */
const percentRounding = 1.01;

/** `45.00% [45/100 00:05<00:06]` (fastai), `1.2% (120/10000), ETA: 1h` (CLU), `Train: 12% 12/100`: percent and numbers that agree. */
export function readPercent(line: string): ProgressFact | null {
  const found = percentAndRatio.exec(line);
  if (found === null) return null;
  const [, before = '', percent] = found;
  const [done, total] = [numberOf(found[3]), numberOf(found[4])];
  const agrees = total > 0 && Math.abs((100 * done) / total - Number(percent)) < percentRounding;
  if (!agrees) return null;
  const label = before.replace(/[^A-Za-z]+/g, ' ').slice(-40);
  const epoch = epochIn(before);
  return factOf({ label: `percent ${label}`, done, total, isInEpoch: epoch !== null, epoch });
}
const percentAndRatio = new RegExp(
  String.raw`^(.*?)(\d+(?:\.\d+)?)\s*%\s*[[(|]?\s*${count}\s*/\s*${count}(?!\s*[kMGT]?i?B\b|[\d.,]*\d)`,
);

/** `Training |████▌    | ▃▅▇ 35/100 [35%] in 3s (10.0/s, eta: 6s)`: alive-progress. */
export function readAlive(line: string): ProgressFact | null {
  const found = aliveBar.exec(line);
  if (found === null || line.includes('B/s')) return null;
  const label = found[1] ?? '';
  const epoch = epochIn(label);
  const [done, total] = [numberOf(found[2]), numberOf(found[3])];
  return factOf({ label, done, total, isInEpoch: epoch !== null, epoch });
}
const aliveBar = new RegExp(
  String.raw`^(?:on \d+: )?(.*?)\s*\|[^|]*\|[^|]*?(?<![\d.,])${count}/${count} \[\d+%\] in `,
);

/**
 * A bar that tells per cent alone: `Training ━━━━╸━━━━  35% 0:00:10` (rich), `Training  [###-----]  35%  00:00:10` (click),
 * `Training |███▌    | ▃▅▇ 35% [35%] in 3s` (alive-progress), `35%|███▌   |` (tqdm, as it may be told to); and a line that says so in
 * words: `Training: 35%`, `Progress: 35.2 %`. Where it is of an epoch it is a part of that.
 */
export function readShare(line: string): ProgressFact | null {
  // Bytes are a download.
  if (/\d\s*[kMGT]?i?B\b/.test(line)) return null;
  for (const pattern of shares) {
    const found = pattern.exec(line);
    if (found === null) continue;
    const label = labelOf(found[1] ?? '');
    const epoch = epochOfLabel(label);
    const done = Number(found[2]);
    const fact = factOf({
      label: `share ${label}`,
      done,
      total: 100,
      unit: 'percent',
      isInEpoch: epoch !== null,
      epoch,
    });
    return pattern === shareInWords ? { ...fact, isGuess: true } : fact;
  }
  return null;
}
const percent = String.raw`(\d{1,3}(?:\.\d+)?)\s?%`;
const shareInWords = new RegExp(
  String.raw`^((?:train|training|overall|total)?\s*(?:progress)?)\b\s*[:=(\[]\s*${percent}(?:[\s)\],|]|$)`,
  'i',
);
const shares = [
  new RegExp(String.raw`^([^━╸╺─█░▒▓]*?)\s*[━╸╺─█░▒▓][━╸╺─█░▒▓ ]{4,}\s*${percent}`),
  new RegExp(String.raw`^([^[|]*?)\s*\[[#=>.\-*█░▒▓ ]{4,}\]\s*${percent}`),
  new RegExp(String.raw`^(?:on \d+%: )?([^|]*?)\s*\|[^|\w]{4,}\|[^|\w]*${percent} \[\d+%\] in `),
  new RegExp(String.raw`^([^|]*?)\s*${percent}\s*\|[^|\w]{4,}\|`),
  shareInWords,
];
