import { readFileSync } from 'node:fs';
import { estimate } from '../../src/energy/estimate';
import { resolvePlan } from '../../src/energy/plan';
import type { PlanOptions } from '../../src/energy/plan-options';
import { adapt, type AdapterPlan } from '../../src/model/adapters';
import { readModelConfig } from '../../src/model/read-config';
import type { ModelSpec } from '../../src/model/spec';
import { inEnglish } from '../../src/units/message';
import { readCsv, type Row } from './read-csv';

/** A published peak of what PyTorch allocated on a device, in bytes, against the estimate of the same: without driver and fragments. */
export interface PeakMemory {
  readonly name: string;
  readonly published: number;
  readonly estimated: number;
  /** Whether the estimate has the training fit, which it did. */
  readonly fits: boolean;
  readonly source: string;
}

const fileOf = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const models = JSON.parse(fileOf('models.json')) as Readonly<Record<string, object>>;

function specOf(name: string): ModelSpec {
  const reading = readModelConfig(JSON.stringify(models[name]));
  if (reading.kind !== 'model') throw new Error(`no model ${name}`);
  return reading.spec;
}

/** Low-rank adapters of queries and values, as both tables have them at least. */
function trainableOf(spec: ModelSpec, row: Row): PlanOptions['trainable'] {
  const rank = Number(row['rank']);
  if (rank === 0) return null;
  const adapter: AdapterPlan = {
    method: 'lora',
    rank,
    targets: ['q_proj', 'v_proj'],
    baseBits: row['baseBits'] === '4' ? 4 : null,
  };
  const adapted = adapt(spec, adapter);
  if (adapted === null) throw new Error(`${row['model'] ?? ''} has no queries`);
  return { ...adapted, adapter };
}

function peakMemoryOf(row: Row): PeakMemory {
  const text = (name: string): string => row[name] ?? '';
  const spec = specOf(text('model'));
  const savings = text('savings').split(' ');
  const resolved = resolvePlan(spec, {
    hardware: text('hardware'),
    gpus: Number(row['gpus']),
    sequenceLength: Number(row['sequenceLength']),
    batchSize: Number(row['batchSize']),
    gradientAccumulation: 1,
    mixedPrecision: false,
    recompute: text('recompute'),
    zeroStage: Number(row['zeroStage']),
    optimizer: text('optimizer'),
    logits: text('logits'),
    optimizerInBackward: savings.includes('optimizerInBackward'),
    pagedOptimizer: savings.includes('pagedOptimizer'),
    trainable: trainableOf(spec, row),
  });
  if (!resolved.ok) throw new Error(inEnglish(resolved.error));
  const { memory } = estimate(spec, resolved.plan);
  const method = text('rank') === '' ? 'full' : text('baseBits') === '4' ? 'QLoRA' : 'LoRA';
  return {
    name: `${text('model')}, ${method}, ${text('batchSize')} x ${text('sequenceLength')}, ${text('gpus')} x ${text('hardware')}`,
    published: Number(row['peakGigabytes']) * 1e9,
    estimated: memory.perDevice.totalBytes - memory.perDevice.overheadBytes,
    fits: memory.fits,
    source: text('source'),
  };
}

/** Published peaks of fine-tuning, to which nothing is fitted. */
export const peakMemories = (): PeakMemory[] => readCsv(fileOf('peak-memories.csv')).map(peakMemoryOf);
