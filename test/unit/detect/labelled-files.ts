import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { detectTraining } from '../../../src/detect/detect';

/** A file of a labelled set: those in `training` train when they are run, those in `other` are near misses. */
export interface LabelledFile {
  /** Its path in the set, without the label. */
  readonly name: string;
  readonly text: string;
  readonly training: boolean;
}

export interface Score {
  readonly files: number;
  readonly precision: number;
  readonly recall: number;
  /** Names of the files with a wrong verdict. */
  readonly wrong: readonly string[];
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : [path];
  });

/** `corpus` was there while the rules were made; the others were written afterwards, one after another. */
export const labelledSets = [
  'corpus',
  'holdout',
  'holdout-2',
  'holdout-3',
  'holdout-4',
  'holdout-5',
  'holdout-6',
  'holdout-7',
  'holdout-8',
  'holdout-9',
  'holdout-10',
  'holdout-11',
  'holdout-12',
  'holdout-13',
  'holdout-14',
  'holdout-15',
  'holdout-16',
  'holdout-17',
  'holdout-18',
] as const;

export function labelledFiles(set: (typeof labelledSets)[number]): LabelledFile[] {
  return ['training', 'other'].flatMap((label) => {
    const folder = join('test', 'unit', 'detect', set, label);
    return filesUnder(folder).map((path) => ({
      name: path.slice(folder.length + 1),
      text: readFileSync(path, 'utf8'),
      training: label === 'training',
    }));
  });
}

export function score(files: readonly LabelledFile[]): Score {
  let [found, missed, invented] = [0, 0, 0];
  const wrong: string[] = [];
  for (const { name, text, training } of files) {
    const verdict = detectTraining(name, text).training;
    if (verdict !== training) wrong.push(name);
    if (training && verdict) found += 1;
    else if (training) missed += 1;
    else if (verdict) invented += 1;
  }
  return {
    files: files.length,
    precision: found / (found + invented),
    recall: found / (found + missed),
    wrong,
  };
}
