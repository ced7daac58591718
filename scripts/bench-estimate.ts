// `npm run bench:estimate`: how long an estimate takes, from the text of a config to its energy, in a warm process; and
// the same model built on PyTorch's meta device, side by side, where PyTorch is installed (scripts/setup/torch.mjs).
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { estimate } from '../src/energy/estimate';
import { resolvePlan } from '../src/energy/plan';
import { readModelConfig } from '../src/model/read-config';
import { processorMilliseconds } from '../test/unit/model/processor-time';
import { timeDenseTexts } from './bench/dense-texts';

const configsOfMonorepo = 10_000;
const targets = { medianMilliseconds: 1, p99Milliseconds: 10, monorepoSeconds: 10, growthMegabytes: 30 };
const comparedTypes = [
  'llama',
  'gpt2',
  'qwen3',
  'mixtral',
  'gemma2',
  'phi3',
  'falcon',
  'olmo2',
  'deepseek_v3',
  'bloom',
];
const comparisonRepeats = 200;

const truthFolder = path.join(__dirname, '../test/truth');

/** The texts of a monorepo's configs: every case of the truth, as files are written, with a size of its own each. */
function monorepo(): string[] {
  const configs = readdirSync(truthFolder).flatMap((file) => {
    const { cases } = JSON.parse(readFileSync(path.join(truthFolder, file), 'utf8')) as {
      cases: { config: Record<string, unknown> }[];
    };
    return cases.map(({ config }) => config);
  });
  return Array.from({ length: configsOfMonorepo }, (_, index) =>
    JSON.stringify(
      {
        architectures: undefined,
        ...configs[index % configs.length],
        bos_token_id: 1,
        eos_token_id: 2,
        torch_dtype: 'bfloat16',
        transformers_version: '5.0.0',
        _name_or_path: `checkpoint-${index}`,
      },
      null,
      2,
    ),
  );
}

/** Text to estimate; true where the text is a model that can be costed. */
function costs(text: string): boolean {
  const reading = readModelConfig(text);
  if (reading.kind !== 'model') return false;
  const plan = resolvePlan(reading.spec, {});
  return plan.ok && estimate(reading.spec, plan.plan).parameters.total > 0;
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;

function heapMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

/** Milliseconds of each of the texts. */
function timed(texts: readonly string[]): number[] {
  return texts.map((text) => {
    const start = performance.now();
    costs(text);
    return performance.now() - start;
  });
}

interface Built {
  readonly seconds: number | null;
}

/** Milliseconds that PyTorch takes to build each of the configs on the meta device; null where it is not installed. */
function builtOnMetaDevice(configs: readonly object[]): (number | null)[] | null {
  const python =
    process.env['WATTLENS_TORCH_PYTHON'] ?? path.join(__dirname, '../out/torch-python/bin/python');
  const { status, stdout } = spawnSync(python, [path.join(__dirname, 'bench/meta-device.py')], {
    input: configs.map((config) => JSON.stringify(config)).join('\n'),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  if (status !== 0) return null;
  return stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Built).seconds)
    .map((seconds) => (seconds === null ? null : seconds * 1000));
}

function compare(): void {
  const configs = comparedTypes.map((type) => ({ model_type: type }));
  const built = builtOnMetaDevice(configs);
  if (built === null) {
    console.log('Ratio to PyTorch: not measured (npm run truth installs it, or set WATTLENS_TORCH_PYTHON).');
    return;
  }
  console.log('model            Wattlens ms   meta device ms   ratio');
  const ratios: number[] = [];
  comparedTypes.forEach((type, index) => {
    const text = JSON.stringify(configs[index]);
    const own = quantile(
      timed(Array.from({ length: comparisonRepeats }, () => text)).sort((a, b) => a - b),
      0.5,
    );
    const meta = built[index] ?? null;
    if (meta === null) return;
    ratios.push(meta / own);
    console.log(
      `${type.padEnd(15)} ${own.toFixed(3).padStart(12)} ${meta.toFixed(0).padStart(16)} ${(meta / own).toFixed(0).padStart(7)}`,
    );
  });
  console.log(
    `Median ratio: ${quantile(
      ratios.sort((a, b) => a - b),
      0.5,
    ).toFixed(0)} times faster`,
  );
}

function main(): void {
  const texts = monorepo();
  const costed = texts.slice(0, 2000).filter(costs).length;
  console.log(`Warm-up: ${costed} of 2000 configs costed`);
  const before = heapMegabytes();
  const start = performance.now();
  const milliseconds = timed(texts).sort((a, b) => a - b);
  const seconds = (performance.now() - start) / 1000;
  const growth = heapMegabytes() - before;
  const onProcessor = texts.map((text) => processorMilliseconds(() => costs(text))).sort((a, b) => a - b);
  const figures = [
    ['median', quantile(onProcessor, 0.5), targets.medianMilliseconds, 'ms a config'],
    ['p99', quantile(onProcessor, 0.99), targets.p99Milliseconds, 'ms a config'],
    [
      `${configsOfMonorepo} configs`,
      onProcessor.reduce((sum, each) => sum + each, 0) / 1000,
      targets.monorepoSeconds,
      's',
    ],
    ['heap growth', growth, targets.growthMegabytes, 'MB'],
  ] as const;
  console.log(
    `By the clock, with ${os.loadavg()[0]?.toFixed(1) ?? '?'} programs at work on ${os.cpus().length} processors: median ${quantile(milliseconds, 0.5).toFixed(3)} ms, p99 ${quantile(milliseconds, 0.99).toFixed(3)} ms, all ${seconds.toFixed(1)} s. In time of the processor:`,
  );
  for (const [name, value, target, unit] of figures) {
    const verdict = value <= target ? 'reached' : 'MISSED';
    console.log(
      `${name.padEnd(16)} ${value.toFixed(3).padStart(10)} ${unit.padEnd(12)} at most ${target}: ${verdict}`,
    );
    if (value > target) process.exitCode = 1;
  }
  if (!timeDenseTexts()) process.exitCode = 1;
  compare();
}

main();
