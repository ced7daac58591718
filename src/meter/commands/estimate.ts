import { createReadStream } from 'node:fs';
import { estimate } from '../../energy/estimate';
import { resolvePlan } from '../../energy/plan';
import { readModelConfig } from '../../model/read-config';
import { plainText } from '../../units/plain-text';
import {
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatKilowattHours,
  formatKnown,
  formatRange,
  formatShare,
} from '../../units/format';
import { gramsCO2e, kilowattHours, type Range } from '../../units/quantities';
import { columns, exitCodes, print, refuse } from '../output';
import { readBeginning, type Beginning } from '../read-beginning';

export interface EstimateOptions {
  readonly seq?: number;
  readonly batch?: number;
  readonly tokens?: number;
  readonly hardware?: string;
  readonly gpus?: number;
  readonly dtype?: string;
  readonly region?: string;
  readonly pue?: number;
  readonly json?: boolean;
}

/** No configuration of a model is longer. */
const longestConfigBytes = 16 * 1024 * 1024;

/** What the model of a configuration file will cost under a plan. `-` is standard input. */
export async function estimateFile(file: string, options: EstimateOptions): Promise<number> {
  const name = file === '-' ? 'standard input' : file;
  let beginning: Beginning;
  try {
    beginning = await readBeginning(
      file === '-' ? process.stdin : createReadStream(file),
      longestConfigBytes,
    );
  } catch (error) {
    return refuse(`${name} can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
  if (!beginning.isWhole) return refuse(`${name} is too long to be a model configuration`);
  const reading = readModelConfig(beginning.text);
  if (reading.kind === 'notModel') return refuse(`${name} is not a model configuration that is known`);
  if (reading.kind === 'invalid')
    return refuse(`${name}: ${reading.diagnostics.map((found) => found.message).join(' ')}`);
  if (reading.kind === 'unknownArchitecture') {
    return refuse(`${name}: the architecture ${reading.modelType} is not known, so there is no estimate`);
  }
  const { seq, batch, json = false, ...others } = options;
  const resolved = resolvePlan(reading.spec, { ...others, sequenceLength: seq, batchSize: batch });
  if (!resolved.ok) return refuse(resolved.error, exitCodes.usage);
  const result = { file, format: reading.format, ...estimate(reading.spec, resolved.plan) };
  await print(json ? JSON.stringify(result, null, 2) : describeEstimate(name, result));
  return exitCodes.done;
}

type Estimate = ReturnType<typeof estimate>;

/** The estimate for people: size, work, then what training costs, each as a range, and what was assumed. */
function describeEstimate(
  file: string,
  { parameters, flops, training, assumptions, notes }: Estimate,
): string {
  const figure = (range: Range | null, format: (value: number) => string): string =>
    formatKnown(range, (known) => formatRange(known, format));
  return [
    columns([
      ['File', file],
      ['Parameters', `${formatCount(parameters.total)}, ${formatCount(parameters.active)} active`],
      [
        'Forward pass',
        `${formatFlops(flops.perTokenForward)} a token, ${formatShare(flops.attentionShare)} in attention`,
      ],
      ['Training time', figure(training.hours, (hours) => formatDuration(3600 * hours))],
      [
        'Training energy',
        `${figure(training.energyKwh, (energy) => formatKilowattHours(kilowattHours(energy)))}, modelled`,
      ],
      ['Training CO2e', `${figure(training.co2eKg, (mass) => formatCO2e(gramsCO2e(1000 * mass)))}, modelled`],
    ]),
    'Plan and assumptions',
    ...assumptions.map(({ name, value, from }) => plainText(`  ${name} ${String(value)} (${from})`)),
    ...notes.map((note) => plainText(`  ${note}`)),
  ].join('\n');
}
