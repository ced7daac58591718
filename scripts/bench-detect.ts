// `npm run bench:detect`: precision and recall on the labelled sets, and how long a workspace and one changed file take, file by file and
// with imports followed.
import { performance } from 'node:perf_hooks';
import { detectTraining } from '../src/detect/detect';
import { Project } from '../src/detect/project/project';
import { labelledFiles, labelledSets, score } from '../test/unit/detect/labelled-files';
import { processorMilliseconds } from '../test/unit/model/processor-time';

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
    `${what.padEnd(80)} ${value.padStart(12)}  ${holds === null ? '' : holds ? 'holds' : 'MISSED'}`,
  );
};

for (const set of labelledSets) {
  const { files, precision, recall, wrong } = score(labelledFiles(set));
  say(`${set}, ${files} files: precision`, precision.toFixed(3), precision >= targets.precision);
  say(`${set}, ${files} files: recall`, recall.toFixed(3), recall >= targets.recall);
  if (wrong.length > 0) console.log(`  wrong: ${wrong.join(', ')}`);
}

/** Runs `work`, and says how much processor time it took on `files`. */
function sayWorkspace(what: string, files: readonly { readonly text: string }[], work: () => number): void {
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0);
  let training = 0;
  const seconds = processorMilliseconds(() => (training = work())) / 1000;
  say(
    `${files.length} Python files${what} (${(bytes / 1e6).toFixed(1)} MB, ${training} train), processor time`,
    `${seconds.toFixed(2)} s`,
    seconds <= targets.workspaceSeconds,
  );
}

/** Changes one file after another, and says how long each takes to be judged again. */
function sayRechecks(what: string, recheck: (index: number) => void): void {
  const times = Array.from({ length: rechecks }, (_, index) =>
    processorMilliseconds(() => {
      recheck(index);
    }),
  ).sort((one, other) => one - other);
  for (const [name, share] of [
    ['median', 0.5],
    ['95 of 100', 0.95],
  ] as const) {
    const milliseconds = quantile(times, share);
    say(
      `one changed file${what}, ${name}`,
      `${milliseconds.toFixed(2)} ms`,
      milliseconds <= targets.recheckMilliseconds,
    );
  }
}

sayWorkspace(
  '',
  workspace,
  () => workspace.filter(({ name, text }) => detectTraining(name, text).training).length,
);
const changed = python.filter(({ text }) => text.length > 1000);
sayRechecks('', (index) => {
  const file = changed[index % changed.length];
  if (file !== undefined) detectTraining(file.name, `${file.text}\nvalue_${index} = ${index}\n`);
});

/** The same files as packages of 50: each imports up to three of those below it, and the first ten, its scripts, call what these define. */
const filesOfPackage = 50;
const scriptsOfPackage = 10;
const inPackages = workspace.map(({ text }, index) => {
  const own = Math.floor(index / filesOfPackage);
  const position = index % filesOfPackage;
  const others = [1, 7, 19].map((step) => position + step).filter((other) => other < filesOfPackage);
  const imports = others.map((other, place) =>
    place === 0 ? `from .module_${other} import main, train` : `from package_${own} import module_${other}`,
  );
  const calls =
    position < scriptsOfPackage
      ? ["if __name__ == '__main__':", ...others.slice(1).map((other) => `    module_${other}.run()`)]
      : [];
  return {
    path: `/workspace/package_${own}/module_${position}.py`,
    text: [...imports, text, ...calls].join('\n'),
  };
});
const texts = new Map(inPackages.map(({ path, text }) => [path, text]));
for (const path of [...texts.keys()]) texts.set(path.replace(/[^/]*$/, '__init__.py'), '');
const folders = new Set([...texts.keys()].map((path) => path.replace(/\/[^/]*$/, '')));
const project = new Project(
  { read: (path) => texts.get(path) ?? null, isFolder: (path) => folders.has(path), namesIn: () => [] },
  '/workspace',
);
sayWorkspace(
  ', imports followed',
  inPackages,
  () => inPackages.filter(({ path, text }) => project.judge(path, text).detection.training).length,
);
sayRechecks(', imports followed', (index) => {
  const file = inPackages[(index * 31) % inPackages.length];
  if (file === undefined) return;
  const edited = `${file.text}\nvalue_${index} = ${index}\n`;
  texts.set(file.path, edited);
  project.forget(file.path);
  project.judge(file.path, edited);
});

const generated = `import torch\n${'x = [1, 2, 3]\n'.repeat(390_000)}`;
const began = performance.now();
detectTraining('generated.py', generated);
say(
  `a generated file of ${(generated.length / 1e6).toFixed(1)} MB`,
  `${(performance.now() - began).toFixed(1)} ms`,
  null,
);
process.exitCode = misses > 0 ? 1 : 0;
