// `npm run bench:detect`: precision and recall on the labelled sets, and how long a workspace and one changed file take.
import { performance } from 'node:perf_hooks';
import { detectTraining } from '../src/detect/detect';
import { labelledFiles, labelledSets, score } from '../test/unit/detect/labelled-files';

const filesOfWorkspace = 10_000;
const targets = { precision: 0.97, recall: 0.97, workspaceSeconds: 10, recheckMilliseconds: 5 };
const rechecks = 300;

const python = labelledFiles('corpus').filter(({ name }) => name.endsWith('.py'));

/** Other Python that a workspace holds: most of it has nothing to do with training. */
const plain = python.map(({ name, text }) => ({
  name: `plain_${name}`,
  text: text.replace(/\b(?:torch|fit|train\w*|grad\w*|loss|lr|alpha)\b/g, 'part'),
}));

/** 10,000 files of the sizes that files have: the labelled ones, and larger ones made of several. */
const workspace = Array.from({ length: filesOfWorkspace }, (_, index) => {
  const source = index % 4 === 0 ? python : plain;
  const pieces = 1 + ((index * 7) % 5);
  const texts = Array.from(
    { length: pieces },
    (_piece, piece) => source[(index + piece * 37) % source.length]?.text ?? '',
  );
  return { name: `src/module_${index}.py`, text: texts.join('\n') };
});

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;

for (const { name, text } of python) detectTraining(name, text);

let misses = 0;
const say = (what: string, value: string, holds: boolean | null): void => {
  if (holds === false) misses += 1;
  console.log(
    `${what.padEnd(56)} ${value.padStart(12)}  ${holds === null ? '' : holds ? 'holds' : 'MISSED'}`,
  );
};

for (const set of labelledSets) {
  const { files, precision, recall, wrong } = score(labelledFiles(set));
  say(`${set}, ${files} files: precision`, precision.toFixed(3), precision >= targets.precision);
  say(`${set}, ${files} files: recall`, recall.toFixed(3), recall >= targets.recall);
  if (wrong.length > 0) console.log(`  wrong: ${wrong.join(', ')}`);
}

const bytes = workspace.reduce((sum, { text }) => sum + text.length, 0);
const start = process.cpuUsage();
let training = 0;
for (const { name, text } of workspace) if (detectTraining(name, text).training) training += 1;
const used = process.cpuUsage(start);
const seconds = (used.user + used.system) / 1e6;
say(
  `${filesOfWorkspace} Python files (${(bytes / 1e6).toFixed(1)} MB, ${training} train), processor time`,
  `${seconds.toFixed(2)} s`,
  seconds <= targets.workspaceSeconds,
);

const changed = python.filter(({ text }) => text.length > 1000);
const times: number[] = [];
for (let index = 0; index < rechecks; index += 1) {
  const file = changed[index % changed.length];
  if (file === undefined) break;
  const edited = `${file.text}\nvalue_${index} = ${index}\n`;
  const began = performance.now();
  detectTraining(file.name, edited);
  times.push(performance.now() - began);
}
times.sort((one, other) => one - other);
say(
  'one changed file, median',
  `${quantile(times, 0.5).toFixed(2)} ms`,
  quantile(times, 0.5) <= targets.recheckMilliseconds,
);
say(
  'one changed file, 95 of 100',
  `${quantile(times, 0.95).toFixed(2)} ms`,
  quantile(times, 0.95) <= targets.recheckMilliseconds,
);

const generated = `import torch\n${'x = [1, 2, 3]\n'.repeat(390_000)}`;
const began = performance.now();
detectTraining('generated.py', generated);
say(
  `a generated file of ${(generated.length / 1e6).toFixed(1)} MB`,
  `${(performance.now() - began).toFixed(1)} ms`,
  null,
);
process.exitCode = misses > 0 ? 1 : 0;
