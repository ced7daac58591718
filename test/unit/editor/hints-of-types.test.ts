import assert from 'node:assert/strict';
import { valueHints, type ValueHint } from '../../../src/editor/hints/value-hints';
import { modelCostsOf, type CostSettings, type ModelCost } from '../../../src/editor/model-cost';
import { changeBetween } from '../../../src/energy/comparison';
import type { Estimate } from '../../../src/energy/estimate';
import { coveredModelTypes } from '../../../src/model/families/catalogue';
import { defaultsOf } from '../../../src/model/library-defaults';
import type { Span } from '../../../src/model/reading';
import { formatCount } from '../../../src/units/format';
import { inEnglish } from '../../../src/units/message';

const settings: CostSettings = {
  region: 'FR',
  pue: undefined,
  estimate: {
    hardware: 'H100 SXM5 80GB',
    gpus: 64,
    tokens: 1e9,
    sequenceLength: undefined,
    batchSize: 1,
    dtype: undefined,
  },
};

/** Every type takes a minute: `WATTLENS_EVERY_TYPE=1` looks at all of them, else one of so many is. */
const stride = process.env['WATTLENS_EVERY_TYPE'] === '1' ? 1 : 16;
const always = [
  'bart',
  'whisper',
  't5',
  'bert',
  'deepseek_v3',
  'qwen3_moe',
  'mixtral',
  'mamba2',
  'swin',
  'clip',
];

/** A value that costs only where it is several times as large: a floor for widths, layers of which parameters are of no use. */
const beyondNearValues: ReadonlySet<string> = new Set([
  'mobilenet_v2 min_depth',
  'fun_asr_nano_encoder num_timestamp_prediction_layers',
]);

interface Hinted {
  readonly type: string;
  readonly text: string;
  readonly cost: Extract<ModelCost, { kind: 'estimate' }>;
  readonly hints: readonly ValueHint[];
}

function hinted(type: string): Hinted | null {
  const text = JSON.stringify({ model_type: type, ...defaultsOf(type)?.values }, null, 1);
  const costs = modelCostsOf(text, settings, 'json');
  const [cost] = costs;
  if (cost?.kind !== 'estimate') return null;
  return { type, text, cost, hints: valueHints({ text, language: 'json', settings, costs }) };
}

const put = (text: string, { offset, length }: Span, value: number): string =>
  `${text.slice(0, offset)}${value}${text.slice(offset + length)}`;

function estimateWith({ text }: Hinted, span: Span, value: number): Estimate | null {
  const [cost] = modelCostsOf(put(text, span, value), settings, 'json');
  return cost?.kind === 'estimate' ? cost.estimate : null;
}

/** Whether a figure that is compared differs, or what an image or a sound costs. */
const differs = (one: Estimate, other: Estimate): boolean =>
  Object.values(changeBetween(one, other)).some((ratio) => ratio !== 1 && ratio !== null) ||
  one.memory.servingBytes !== other.memory.servingBytes ||
  JSON.stringify(one.flops.towers) !== JSON.stringify(other.flops.towers);

/** Other values whose estimates differ, the nearest first; null where no other value fits the file. */
function differing(all: Hinted, span: Span, value: number): boolean | null {
  let fits = false;
  for (const other of [2 * value, value / 2, value + 1, value - 1, value + 4, value - 4]) {
    if (!Number.isInteger(other) || other < 1) continue;
    const estimated = estimateWith(all, span, other);
    fits ||= estimated !== null;
    if (estimated !== null && differs(all.cost.estimate, estimated)) return true;
  }
  return fits ? false : null;
}

/** What is wrong with the hints of a type, in words. */
function faultsOf(all: Hinted): string[] {
  const { type, text, cost, hints } = all;
  return [...cost.reading.positions].flatMap(([path, span]): string[] => {
    const written = text.slice(span.offset, span.offset + span.length);
    if (!/^[1-9]\d*$/.test(written)) return [];
    const value = Number(written);
    const name = `${type} ${path}`;
    const hint = hints.find((each) => each.span.offset === span.offset);
    const costs = differing(all, span, value);
    if (hint === undefined) return costs === true && !beyondNearValues.has(name) ? [`${name}: no hint`] : [];
    const label = inEnglish(hint.label);
    // The length of a full cache is no figure of the estimate.
    if (costs === false && !label.includes('when full')) return [`${name}: ${label}, and nothing changes`];
    const [, figure] = /^(\S+) parameters each$/.exec(label) ?? [];
    if (figure === undefined) return [];
    // What one more or fewer has, as the estimate tells it.
    const steps = [1, -1, 4, -4].map((step) => [step, estimateWith(all, span, value + step)] as const);
    const [step = 1, other = null] = steps.find(([, estimate]) => estimate !== null) ?? [];
    if (other === null) return [];
    const each = formatCount((other.parameters.total - cost.estimate.parameters.total) / step);
    return each === figure ? [] : [`${name}: ${label}, but one more is ${each}`];
  });
}

describe('the hints of every type’s own configuration', () => {
  it('are behind the values that change a figure, and behind no others', () => {
    const looked = coveredModelTypes.filter((type, index) => index % stride === 0 || always.includes(type));
    const all = looked.map(hinted).filter((each) => each !== null);
    assert.ok(all.length > looked.length / 2, `${all.length} of ${looked.length}`);
    assert.deepEqual(all.flatMap(faultsOf), []);
  });

  it('tell of what is not used nothing, or what is', () => {
    const keysOf = (type: string): Record<string, string> => {
      const { hints, text } = hinted(type) ?? { hints: [], text: '' };
      return Object.fromEntries(
        hints.map(({ span, label }) => {
          const [, key = ''] = /"(\w+)": $/.exec(text.slice(0, span.offset)) ?? [];
          return [key, inEnglish(label)];
        }),
      );
    };
    assert.ok(!('intermediate_size' in keysOf('qwen3_moe')));
    assert.ok(!('num_key_value_heads' in keysOf('deepseek_v3')));
    const bart = keysOf('bart');
    assert.equal(bart['encoder_layers'], '12.6M parameters each');
    assert.equal(bart['decoder_layers'], '16.8M parameters each');
    assert.equal(bart['encoder_ffn_dim'], '101M parameters, 21 % of forward');
    assert.equal(keysOf('bert')['max_position_embeddings'], '393k parameters');
    assert.equal(keysOf('swin')['depths'], '26M parameters, 95.8 % of forward');
  });
});
