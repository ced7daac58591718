import assert from 'node:assert/strict';
import { changeBetween } from '../../../src/energy/comparison';
import * as fc from 'fast-check';
import type { Estimate } from '../../../src/energy/estimate';
import { estimate } from '../../../src/energy/estimate';
import { resolvePlan } from '../../../src/energy/plan';
import type { AdapterPlan } from '../../../src/model/adapters';
import { coveredModelTypes } from '../../../src/model/families/catalogue';
import { defaultsOf } from '../../../src/model/library-defaults';
import { readModelConfig } from '../../../src/model/read-config';
import { estimated, llama8b, refusal } from './models';
import { inEnglish } from '../../../src/units/message';

/** Every number of a value is finite and not below 0; every range is in order. */
function assertSound(value: unknown, path = 'estimate'): void {
  if (typeof value === 'number') assert.ok(Number.isFinite(value) && value >= 0, `${path} = ${value}`);
  if (typeof value !== 'object' || value === null) return;
  const { low, mid, high } = value as Partial<Record<string, unknown>>;
  if (typeof low === 'number' && typeof mid === 'number' && typeof high === 'number') {
    assert.ok(low <= mid && mid <= high, `${path}: ${low} ${mid} ${high}`);
  }
  for (const [key, inner] of Object.entries(value)) assertSound(inner, `${path}.${key}`);
}

/** Adapters that fit, that fit nothing, and that can't be. */
const adapters = fc.constantFrom<AdapterPlan>(
  { method: 'lora', rank: 8, targets: ['all-linear'] },
  { method: 'dora', rank: 1, targets: [], baseBits: 4 },
  { method: 'lora', rank: 1e6, targets: ['all-linear'], baseBits: 8 },
  { method: 'lora', rank: 8, targets: ['nothing'] },
  { method: 'lora', rank: NaN, targets: ['all-linear'] },
);

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((whole, part) => whole + part, 0);

describe('an estimate', () => {
  it('counts Llama 3 8B', () => {
    const { parameters, flops, memory } = estimated(llama8b, { sequenceLength: 4096, batchSize: 1 });
    assert.equal(parameters.total, 8_030_261_248);
    assert.equal(parameters.active, parameters.total);
    // Query and output 4096 x 4096, key and value 4096 x 1024; scores and values 32 heads of 128 over 4096 keys.
    const attention = 32 * (2 * (2 * 4096 * 4096 + 2 * 4096 * 1024) + 4 * 4096 * 32 * 128);
    assert.equal(flops.attentionPerToken, attention);
    assert.equal(flops.attentionShare, attention / flops.perTokenForward);
    assert.equal(flops.perTokenTrainingStep, 3 * flops.perTokenForward);
    assert.equal(flops.trainingStep.matmul, 3 * flops.forward.matmul);
    assert.equal(memory.kvCacheBytesPerToken, 2 * 32 * 2 * 8 * 128);
  });

  it('may draw more than a power limit that observers estimate, and no more than one that its maker publishes', () => {
    const most = (hardware: string): number =>
      estimated(llama8b, { hardware, gpus: 8, zeroStage: 3 }).training.acceleratorWatts.high;
    assert.ok(most('TPU v5p') > 425, String(most('TPU v5p')));
    assert.ok(most('H100 SXM5 80GB') <= 700);
  });

  it('is compared by one token, whatever the batches that the two train with', () => {
    const [few, many] = [2, 8].map((batchSize) => estimated(llama8b, { batchSize, gpus: 64 }));
    assert.ok(few && many && few.flops.trainingStep.matmul !== many.flops.trainingStep.matmul);
    const change = changeBetween(few, many);
    assert.equal(change['flops.perTokenTrainingStep'], 1);
    assert.equal(change['inference.joulesPerToken'], 1);
  });

  it('has components that sum to its totals', () => {
    const { parameters, flops } = estimated({ model_type: 'deepseek_v3' });
    assert.equal(sum(parameters.byComponent), parameters.total);
    assert.equal(sum(flops.forward.byComponent), flops.forward.matmul);
    assert.equal(sum(flops.forward.elementwiseByComponent), flops.forward.elementwise);
    assert.ok(parameters.active < parameters.total / 10);
  });

  it('saves half of the scores and values under a causal mask, more under a window', () => {
    const { flops } = estimated(llama8b, { sequenceLength: 1000, batchSize: 2 });
    const core =
      (flops.forward.byComponent['attention.scores'] ?? 0) +
      (flops.forward.byComponent['attention.values'] ?? 0);
    assert.equal(flops.forward.maskable, (core * 999) / 2000);
    const windowed = estimated(
      { model_type: 'mistral', sliding_window: 10 },
      { sequenceLength: 1000, batchSize: 2 },
    ).flops.forward;
    const whole =
      (windowed.byComponent['attention.scores'] ?? 0) + (windowed.byComponent['attention.values'] ?? 0);
    // 1000 queries see 10 keys each, less what the first nine lack.
    assert.ok(Math.abs(windowed.maskable - whole * (1 - (10 * 1000 - 45) / 1e6)) < 1);
  });

  it('scales energy with tokens and PUE, CO2e with the place', () => {
    const base = estimated(llama8b, { tokens: 1e9, pue: 1, region: 'world' });
    // A longer run has more restarts and evaluations in it: a little more than in proportion.
    const twice = estimated(llama8b, { tokens: 2e9, pue: 1 }).training;
    const ratio = twice.energyKwh.mid / base.training.energyKwh.mid;
    assert.ok(ratio >= 2 && ratio < 2.2, String(ratio));
    assert.ok(Math.abs(twice.steps / base.training.steps - 2) < 1e-9);
    assert.ok(
      Math.abs(
        estimated(llama8b, { tokens: 1e9, pue: 1.5 }).training.energyKwh.mid / base.training.energyKwh.mid -
          1.5,
      ) < 1e-9,
    );
    const france = estimated(llama8b, { tokens: 1e9, pue: 1, region: 'FR' });
    assert.ok(
      Math.abs(
        france.training.co2eKg.mid - (france.training.energyKwh.mid * france.plan.gramsPerKwh) / 1000,
      ) < 1e-9,
    );
    assert.ok(france.training.co2eKg.mid < base.training.co2eKg.mid / 5);
  });

  it('has hours, power and utilisation that agree', () => {
    const { training, flops, plan } = estimated(llama8b, { tokens: 1e12, gpus: 64 });
    const wholeFlops = (flops.trainingStep.matmul / (flops.batch * flops.seq)) * plan.tokens;
    assert.ok(Math.abs(wholeFlops / (training.gpuHours.mid * 3600 * 989.4e12) / training.mfu.mid - 1) < 1e-9);
    assert.ok(Math.abs(training.hours.mid * 64 - training.gpuHours.mid) < 1e-6);
    const wattsAtTheWall = (training.energyKwh.mid * 1000) / training.gpuHours.mid;
    assert.ok(wattsAtTheWall > 700 && wattsAtTheWall < 700 * 1.5 * 1.56, String(wattsAtTheWall));
  });

  it('says of every figure of the plan where it comes from: given, or why it was taken to be this', () => {
    const assumed = ['hardware', 'dtype', 'sequenceLength', 'batchSize', 'tokens', 'gpus', 'region', 'pue'];
    const planOf = ({ assumptions }: Estimate): Estimate['assumptions'] =>
      assumptions.slice(0, assumed.length);
    assert.deepEqual(
      planOf(estimated(llama8b)).map(({ name }) => name),
      assumed,
    );
    assert.ok(planOf(estimated(llama8b)).every(({ from }) => inEnglish(from) !== 'given'));
    const options = {
      hardware: 'A100',
      dtype: 'bf16',
      sequenceLength: 64,
      batchSize: 2,
      tokens: 9,
      gpus: 3,
      region: 'DE',
      pue: 1.1,
    };
    const given = estimated(llama8b, options);
    const { plan } = given;
    assert.deepEqual(
      planOf(given).map(({ name, value, from }) => ({ name, value, from: inEnglish(from) })),
      assumed.map((name) => ({ name, value: plan[name as keyof typeof plan], from: 'given' })),
    );
  });

  it('takes as many accelerators as hold the training state, and says where a given number does not', () => {
    assert.equal(estimated(llama8b, { tokens: 1e9 }).plan.gpus, 2);
    assert.ok(
      estimated(llama8b, { gpus: 1 }).notes.some((note) =>
        inEnglish(note).includes('does not fit in 1 x 80 GB'),
      ),
    );
    assert.equal(estimated({ model_type: 'gpt2' }).plan.gpus, 1);
    // Nobody joins computers of one person for a long run; data-centre accelerators are taken until it ends in time.
    for (const hardware of ['cpu', 'M2 Max'])
      assert.equal(estimated({ model_type: 'gpt2' }, { hardware, tokens: 1e12 }).plan.gpus, 1, hardware);
    assert.ok(estimated({ model_type: 'gpt2' }, { tokens: 1e13 }).plan.gpus > 1);
  });

  it('refuses what it does not know by name, with what comes nearest', () => {
    assert.match(refusal({ hardware: 'H100 SXN5' }), /"H100 SXN5" is not known.*H100 SXM5 80GB/);
    assert.match(refusal({ region: 'Germny' }), /name Germny: .*Germany \(DE\)/);
    assert.match(refusal({ dtype: 'constructor' }), /not one of bf16, fp16/);
    assert.match(refusal({ hardware: 'V100', dtype: 'bf16' }), /No bf16 rate of the V100/);
    assert.match(refusal({ hardware: 'Inferentia2' }), /no power limit/);
    for (const tokens of [0, -1, 1.5, NaN, Infinity, 1e19])
      assert.match(refusal({ tokens }), /tokens must be a whole number/);
    for (const pue of [0.9, NaN, Infinity, 11]) assert.match(refusal({ pue }), /The PUE must be/);
  });

  it('takes as many tokens of an image as it has patches', () => {
    const { flops, inference } = estimated({ model_type: 'vit' }, { sequenceLength: 999 });
    assert.equal(flops.seq, 197);
    assert.deepEqual(inference.joulesPerToken, inference.prefillJoulesPerToken);
  });
});

describe('any config', () => {
  const weird = fc.oneof(
    fc.integer({ min: -3, max: 300 }),
    fc.integer(),
    fc.double(),
    fc.constantFrom(0, 1, 1e8, 1e300, Number.MAX_SAFE_INTEGER, -0),
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.array(fc.oneof(fc.integer(), fc.string())),
    fc.object(),
  );
  const key = (modelType: string): fc.Arbitrary<string> =>
    fc.oneof(
      fc.constantFrom(...Object.keys(defaultsOf(modelType)?.values ?? { x: 0 })),
      fc.constantFrom('architectures', 'layer_types', 'head_dim', 'id2label', '__proto__'),
    );
  const mutated = fc
    .constantFrom(...coveredModelTypes)
    .chain((modelType) =>
      fc.array(fc.tuple(key(modelType), weird), { maxLength: 4 }).map((changes) => ({ modelType, changes })),
    );
  const degree = fc.oneof(fc.constantFrom(1, 2, 4, 8, 64, 1000, 1e7), fc.double());
  const options = fc.record(
    {
      tokens: fc.oneof(fc.integer({ min: 1 }), fc.double()),
      sequenceLength: fc.oneof(fc.integer({ min: 1, max: 1e8 }), fc.double()),
      batchSize: fc.oneof(fc.integer({ min: 1, max: 1e7 }), fc.double()),
      gpus: fc.oneof(fc.integer({ min: 1, max: 1e7 }), fc.double()),
      hardware: fc.oneof(
        fc.constantFrom('h100', 'rtx 4090', 'v100', 'm1', 'mi250x', 'cpu', 'TPU v5e'),
        fc.string(),
      ),
      region: fc.oneof(fc.constantFrom('DE', 'world'), fc.string()),
      dtype: fc.oneof(fc.constantFrom('fp32', 'bf16'), fc.string()),
      pue: fc.double(),
      optimizer: fc.constantFrom('adamw', 'sgd', 'muon', 'paged_adamw_8bit', 'none'),
      recompute: fc.constantFrom('none', 'selective', 'full', 'all'),
      convention: fc.constantFrom('physical', 'tdp'),
      zeroStage: fc.constantFrom(0, 1, 2, 3, 4, NaN),
      tensorParallel: degree,
      pipelineParallel: degree,
      dataParallel: degree,
      expertParallel: degree,
      contextParallel: degree,
      gradientAccumulation: degree,
      steps: degree,
      epochs: fc.double(),
      datasetTokens: fc.constantFrom(1, 1e9, 1e18),
      mixedPrecision: fc.boolean(),
      flashAttention: fc.boolean(),
      gpuHours: fc.oneof(fc.constantFrom(1e-300, 1, 1e12), fc.double()),
      trainable: fc.record({
        trainableParameters: fc.oneof(fc.nat(), fc.double()),
        adapter: adapters,
      }),
    },
    { requiredKeys: [] },
  );

  // As Python writes it: NaN and Infinity too.
  const written = (value: unknown): string =>
    typeof value === 'number' ? String(value) : JSON.stringify(value);

  it('gives a sound estimate or says what is wrong, and never throws', () => {
    fc.assert(
      fc.property(mutated, options, ({ modelType, changes }, chosen) => {
        const entries = [['model_type', modelType] as const, ...changes];
        const text = `{${entries.map(([name, value]) => `${JSON.stringify(name)}: ${written(value)}`).join(', ')}}`;
        const reading = readModelConfig(text);
        if (reading.kind === 'invalid') {
          assert.ok(reading.diagnostics.length > 0);
          for (const { span, message } of reading.diagnostics) {
            assert.ok(
              span.offset >= 0 && span.offset + span.length <= text.length && inEnglish(message).length > 0,
            );
          }
        }
        if (reading.kind !== 'model') return;
        const resolved = resolvePlan(reading.spec, chosen);
        if (resolved.ok) assertSound(estimate(reading.spec, resolved.plan));
        else assert.ok(inEnglish(resolved.error).length > 0);
      }),
      { numRuns: 2000, seed: 20261123 },
    );
  });

  it('gives a sound estimate under any plan that does not contradict itself', () => {
    const power = fc.constantFrom(1, 2, 4, 8, 32);
    const possible = fc.record(
      {
        tokens: fc.constantFrom(1, 1000, 1e9, 1e18),
        sequenceLength: fc.constantFrom(1, 7, 512, 131072, 1e8),
        batchSize: fc.constantFrom(1, 3, 64, 1e7),
        hardware: fc.constantFrom(
          'h100',
          'rtx 4090',
          'v100',
          'm1',
          'mi250x',
          'cpu',
          'TPU v5e',
          'GB200',
          'K80',
        ),
        tensorParallel: power,
        pipelineParallel: power,
        contextParallel: power,
        dataParallel: power,
        gradientAccumulation: power,
        zeroStage: fc.constantFrom(0, 1, 2, 3),
        optimizer: fc.constantFrom('adamw', 'sgd', 'muon', 'paged_adamw_8bit', 'adafactor', 'lion'),
        recompute: fc.constantFrom('none', 'selective', 'full'),
        convention: fc.constantFrom('physical', 'tdp'),
        mixedPrecision: fc.boolean(),
        flashAttention: fc.boolean(),
        gpuHours: fc.constantFrom(1e-9, 1, 1e12),
        trainable: fc.record({
          trainableParameters: fc.constantFrom(0, 1, 1e6, NaN, -1, Infinity),
          adapter: adapters,
          frozenBytesPerParameter: fc.constantFrom(0.5, 0, null, NaN),
          quantisedParameters: fc.constantFrom(1e9, 0, null, NaN, Infinity),
        }),
      },
      { requiredKeys: [] },
    );
    const configs = fc.constantFrom<object>(
      // With heads and layers for every degree.
      llama8b,
      { model_type: 'gpt2', n_embd: 1024, n_head: 32, n_layer: 32 },
      { model_type: 'vit', num_hidden_layers: 32 },
      { model_type: 't5', num_heads: 32, num_layers: 32 },
      { model_type: 'deepseek_v3' },
    );
    fc.assert(
      fc.property(configs, possible, (config, chosen) => {
        assertSound(estimated(config, chosen));
      }),
      { numRuns: 1500, seed: 20261124 },
    );
  });

  it('cut off or garbled at any place, is read without an exception', () => {
    const text = JSON.stringify(llama8b, null, 1);
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(text.length),
        fc.string({ unit: 'binary' }),
        (from, to, inserted) => {
          readModelConfig(text.slice(0, from) + inserted + text.slice(to));
        },
      ),
      { numRuns: 1000, seed: 20261123 },
    );
    for (let end = 0; end <= text.length; end++)
      assert.notEqual(readModelConfig(text.slice(0, end)).kind, 'unknownArchitecture');
  });
});
