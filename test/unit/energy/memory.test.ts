import { changedAssumptions } from '../../../src/energy/comparison';
import assert from 'node:assert/strict';
import type { Estimate } from '../../../src/energy/estimate';
import { stateBytesPerParameter } from '../../../src/energy/memory';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { estimated, llama8b } from './models';
import { inEnglish } from '../../../src/units/message';

const perDevice = (options: PlanOptions, config: object = llama8b): Estimate['memory']['perDevice'] =>
  estimated(config, options).memory.perDevice;
const near = (value: number, expected: number, share: number): void => {
  assert.ok(Math.abs(value / expected - 1) <= share, `${value} is not within ${share} of ${expected}`);
};
const deepseek = {
  model_type: 'deepseek_v2',
  hidden_size: 2048,
  intermediate_size: 10944,
  moe_intermediate_size: 1408,
  num_hidden_layers: 27,
  first_k_dense_replace: 1,
  n_routed_experts: 64,
  num_experts_per_tok: 6,
  num_attention_heads: 16,
  num_key_value_heads: 16,
  q_lora_rank: null,
  vocab_size: 102400,
};
const total = (dtype: 'bf16' | 'fp32', optimizer: 'adamw' | 'sgd' | 'adamw8bit', mixed: boolean): number => {
  const { weight, gradient, optimizer: state } = stateBytesPerParameter(dtype, optimizer, mixed, false);
  return weight + gradient + state;
};

describe('training memory', () => {
  it('has the bytes a parameter that are published', () => {
    assert.equal(total('bf16', 'adamw', true), 16);
    assert.equal(total('fp32', 'adamw', true), 16);
    assert.equal(total('bf16', 'adamw', false), 8);
    assert.equal(total('fp32', 'sgd', true), 12);
    assert.equal(total('bf16', 'adamw8bit', true), 10);
  });

  // 82.4 GiB on 8 and 67.0 GiB on 128 H100 with FSDP, 2 sequences of 8192, selective recomputation: torchtitan's tables.
  it('has hardly any state where the second moment is factored', () => {
    const { optimizer } = stateBytesPerParameter('fp32', 'adafactor', false, false);
    assert.ok(optimizer > 0 && optimizer < 0.1, String(optimizer));
    const mixed = stateBytesPerParameter('bf16', 'adafactor', true, false);
    assert.ok(mixed.optimizer >= 4 && mixed.optimizer < 4.1, String(mixed.optimizer));
  });

  it('is what torchtitan measures for Llama 3.1 8B', () => {
    const common = { sequenceLength: 8192, batchSize: 2, zeroStage: 3, recompute: 'selective' };
    near(perDevice({ ...common, gpus: 8 }).totalBytes, 82.4 * 2 ** 30, 0.1);
    near(perDevice({ ...common, gpus: 128 }).totalBytes, 67 * 2 ** 30, 0.15);
  });

  // Korthikanti et al. 2022: 34 bytes for each token and unit of width in a plain layer, without scores.
  it('has the activations of a plain Transformer layer', () => {
    const gpt = { model_type: 'gpt2', n_layer: 24, n_embd: 2048, n_head: 16, n_positions: 2048 };
    const { activationsBytes } = perDevice(
      { sequenceLength: 2048, batchSize: 1, recompute: 'none', gpus: 1 },
      gpt,
    );
    near(activationsBytes, 34 * 2048 * 2048 * 24, 0.1);
  });

  // Per position of a layer: two norms' inputs and outputs, q, k, v, attention's output, the projection's, and of a gated
  // feed-forward layer gate, activation, up and their product, and its output.
  it('counts keys and values of grouped queries by their own width, and what the activation function writes', () => {
    const [hidden, inner, layers, sequence] = [4096, 14336, 32, 2048];
    const bytes = (keyValueHeads: number): number =>
      perDevice(
        { sequenceLength: sequence, batchSize: 1, recompute: 'none', gpus: 1 },
        { ...llama8b, num_key_value_heads: keyValueHeads },
      ).activationsBytes;
    const numbers = (keyValueWidth: number): number =>
      4 * hidden + hidden + 2 * keyValueWidth + 2 * hidden + 4 * inner + hidden;
    // The final norm is left over.
    near(bytes(8), 2 * sequence * layers * numbers(1024), 0.01);
    near(bytes(8) - bytes(1), 2 * sequence * layers * 2 * (1024 - 128), 1e-9);
    near(bytes(32) - bytes(8), 2 * sequence * layers * 2 * (4096 - 1024), 1e-9);
  });

  it('counts a shared expert that is narrower than the model no more than its own width', () => {
    const bytes = (shared: number): number =>
      perDevice(
        { sequenceLength: 1024, batchSize: 1, recompute: 'none', gpus: 1 },
        { ...deepseek, n_shared_experts: shared },
      ).activationsBytes;
    // Gate, activation, up, their product and the output, at each position of a layer with experts.
    near(bytes(2) - bytes(1), 2 * 1024 * 26 * 4 * 1408, 1e-9);
  });

  // Korthikanti et al. 2022, equations 2 to 6: 34 + 5 a s / h without recomputation, 34 with attention's, by t with sequence
  // parallelism; the first stage of a pipeline keeps as many micro-batches as there are stages, which is every layer once.
  it('has the activations of attention recomputed in tensor and pipeline parallelism', () => {
    const gpt = { model_type: 'gpt2', n_layer: 24, n_embd: 2048, n_head: 16, n_positions: 2048 };
    const common = { sequenceLength: 2048, batchSize: 1, flashAttention: false };
    const bytes = (further: object): number => perDevice({ ...common, ...further }, gpt).activationsBytes;
    const cut = { gpus: 8, tensorParallel: 4, pipelineParallel: 2, gradientAccumulation: 8 };
    const plain = 34 * 2048 * 2048 * 24;
    near(bytes({ gpus: 1, recompute: 'attention' }), plain, 0.1);
    near(bytes({ ...cut, recompute: 'attention' }), plain / 4, 0.1);
    near(bytes({ ...cut, recompute: 'none' }), (plain * (34 + (5 * 16 * 2048) / 2048)) / 34 / 4, 0.1);
    // With a flash kernel there are no scores to keep.
    const flash = { ...cut, flashAttention: true };
    assert.equal(bytes({ ...flash, recompute: 'attention' }), bytes({ ...flash, recompute: 'none' }));
    assert.ok(bytes({ ...flash, recompute: 'selective' }) < bytes({ ...flash, recompute: 'attention' }));
  });

  it('tells the weights as training holds them: in 16 bits where products are of fewer', () => {
    const options = { hardware: 'B200', gpus: 1, zeroStage: 0 };
    for (const dtype of ['bf16', 'fp8', 'fp4']) {
      const { memory } = estimated(llama8b, { ...options, dtype });
      assert.equal(memory.weightsBytes, memory.perDevice.weightsBytes, dtype);
    }
  });

  // Megatron-LM's distributed optimizer: 6 + 12 / d bytes a parameter (docs, "bf16 param, fp32 grads").
  it('has gradients in 32 bits where they are summed in them', () => {
    const common = { gpus: 64, zeroStage: 1, batchSize: 1, recompute: 'full', sequenceLength: 512 };
    const narrow = perDevice(common);
    const wide = perDevice({ ...common, fp32Gradients: true });
    near(wide.gradientsBytes / narrow.gradientsBytes, 2, 1e-9);
    const { weightsBytes, gradientsBytes, optimizerBytes } = wide;
    near((weightsBytes + gradientsBytes + optimizerBytes) / weightsBytes, (6 + 12 / 64) / 2, 1e-9);
  });

  it('falls with the ZeRO stage, part by part', () => {
    const stages = [0, 1, 2, 3].map((zeroStage) =>
      perDevice({ gpus: 64, zeroStage, batchSize: 1, recompute: 'full', sequenceLength: 512 }),
    );
    const [none, first, second, third] = stages;
    assert.ok(none && first && second && third);
    near(none.optimizerBytes / first.optimizerBytes, 64, 1e-9);
    assert.equal(none.gradientsBytes, first.gradientsBytes);
    near(first.gradientsBytes / second.gradientsBytes, 64, 1e-9);
    assert.equal(first.weightsBytes, second.weightsBytes);
    assert.ok(third.weightsBytes < second.weightsBytes / 10);
  });

  it('is cut by tensor and pipeline parallelism, and by recomputation', () => {
    const common = { gpus: 16, zeroStage: 0, batchSize: 1, sequenceLength: 2048 };
    const whole = perDevice({ ...common, tensorParallel: 1, pipelineParallel: 1, recompute: 'none' });
    const cut = perDevice({ ...common, tensorParallel: 4, pipelineParallel: 2, recompute: 'none' });
    near(whole.weightsBytes / cut.weightsBytes, 8, 1e-9);
    near(whole.activationsBytes / cut.activationsBytes, 4, 1e-9);
    const full = perDevice({ ...common, tensorParallel: 1, pipelineParallel: 1, recompute: 'full' });
    assert.ok(full.activationsBytes < whole.activationsBytes / 5);
  });

  it('has no state that lies in the host’s memory, and of weights there the layers at work', () => {
    const common = { gpus: 2, zeroStage: 3, batchSize: 1, recompute: 'full', sequenceLength: 2048 };
    const [none, state, weights, all] = ['none', 'optimizer', 'weights', 'all'].map((offload) =>
      perDevice({ ...common, offload }),
    );
    assert.ok(none && state && weights && all);
    assert.equal(state.optimizerBytes, 0);
    assert.equal(all.optimizerBytes, 0);
    assert.equal(weights.optimizerBytes, none.optimizerBytes);
    assert.equal(state.weightsBytes, none.weightsBytes);
    near(all.weightsBytes, (2 * 2 * 8_030_261_248) / 32, 1e-9);
    assert.equal(weights.weightsBytes, all.weightsBytes);
    assert.ok(all.gradientsBytes < none.gradientsBytes / 4);
    assert.equal(all.activationsBytes, none.activationsBytes);
    // On one device alone too.
    const alone = estimated(llama8b, { ...common, gpus: 1, hardware: 'RTX 4090', offload: 'all' });
    assert.ok(alone.memory.fits && alone.memory.perDevice.totalBytes < 20e9);
  });

  // torchtune's README: 18.9 GiB on an RTX 4090 as PyTorch counts what it allocated.
  it('is what torchtune measures of full fine-tuning with pages, updates in the backward pass and a loss by pieces', () => {
    const options = {
      hardware: 'RTX 4090',
      gpus: 1,
      batchSize: 2,
      gradientAccumulation: 1,
      sequenceLength: 2048,
      recompute: 'full',
    };
    const pure = { ...options, mixedPrecision: false, optimizer: 'adamw8bit' };
    const saving = { ...pure, optimizerInBackward: true, pagedOptimizer: true, logits: 'chunked' };
    const { memory, training } = estimated(llama8b, saving);
    const { perDevice: held } = memory;
    near(held.totalBytes - held.overheadBytes, 18.9 * 2 ** 30, 0.1);
    assert.ok(memory.fits && held.optimizerBytes === 0);
    near(held.gradientsBytes, (2 * 2 * 8_030_261_248) / 32, 1e-9);
    const fused = perDevice({ ...saving, logits: 'fused' });
    near(held.logitsBytes - fused.logitsBytes, 2 * 2 * 2048 * 128_256, 1e-9);
    const whole = perDevice(pure);
    near(whole.gradientsBytes, 2 * 8_030_261_248, 1e-9);
    near(whole.logitsBytes, 10 * 2 * 2048 * 128_256, 1e-9);
    // Pages for which there is no room go over PCIe and back at each step; where there is room nothing moves.
    const roomy = { ...saving, hardware: 'H200' };
    const unpaged = { ...roomy, pagedOptimizer: false };
    assert.equal(
      estimated(llama8b, roomy).training.hours.mid,
      estimated(llama8b, unpaged).training.hours.mid,
    );
    assert.ok(
      training.hours.mid > 1.1 * estimated(llama8b, { ...saving, pagedOptimizer: false }).training.hours.mid,
    );
  });

  it('keeps the 32-bit weights that pages leave, and of activations in the host’s memory the layers at work', () => {
    const common = { gpus: 1, batchSize: 1, recompute: 'full', sequenceLength: 8192 };
    near(perDevice({ ...common, pagedOptimizer: true }).optimizerBytes, 4 * 8_030_261_248, 1e-9);
    const kept = perDevice(common).activationsBytes;
    const waiting = perDevice({ ...common, offloadActivations: true }).activationsBytes;
    near(kept - waiting, 30 * 8192 * 4096 * 2, 0.15);
  });

  it('computes norms and activation functions again in selective recomputation, which takes time', () => {
    const common = { gpus: 8, zeroStage: 3, batchSize: 1, sequenceLength: 2048 };
    const [none, selective, full] = ['none', 'selective', 'full'].map(
      (recompute) => estimated(llama8b, { ...common, recompute }).training.hours.mid,
    );
    assert.ok(none !== undefined && selective !== undefined && full !== undefined);
    assert.ok(none < selective && selective < full, `${none}, ${selective}, ${full}`);
  });

  it('shares a frozen base no further than is fastest', () => {
    const trainable = {
      trainableParameters: 4_194_304,
      adapter: { method: 'lora', rank: 8, targets: ['q_proj', 'v_proj'] } as const,
      frozenBytesPerParameter: 2,
    };
    const common = { gpus: 2, hardware: 'RTX 4090', batchSize: 1, sequenceLength: 512, trainable };
    const hours = (zeroStage?: number): number => {
      const found = estimated(llama8b, { ...common, ...(zeroStage === undefined ? {} : { zeroStage }) });
      assert.ok(found.memory.fits);
      return found.training.hours.mid;
    };
    near(hours(), Math.min(...[0, 1, 2, 3].map(hours)), 1e-9);
  });

  it('shares state of experts among those that have them: with the rest the same bytes on each device, however experts lie', () => {
    for (const expertParallel of [1, 2, 8]) {
      const { optimizerBytes } = perDevice({ gpus: 8, zeroStage: 1, expertParallel, batchSize: 1 }, deepseek);
      const { parameters } = estimated(deepseek, { gpus: 8 });
      near(optimizerBytes, (12 * parameters.total) / 8, 1e-9);
    }
    const { weightsBytes } = perDevice({ gpus: 8, zeroStage: 1, expertParallel: 8, batchSize: 1 }, deepseek);
    const { total: all, byComponent } = estimated(deepseek, { gpus: 8 }).parameters;
    const experts = byComponent['experts'] ?? NaN;
    near(weightsBytes, 2 * (all - experts + experts / 8), 1e-9);
  });

  it('counts state for adapters alone, and a quantised base by its bytes', () => {
    const trainable = {
      trainableParameters: 4_194_304,
      adapter: { method: 'lora', rank: 8, targets: ['q_proj', 'v_proj'] } as const,
      frozenBytesPerParameter: 0.5,
    };
    const adapters = perDevice({ gpus: 1, batchSize: 1, trainable });
    near(adapters.optimizerBytes, 12 * 4_194_304, 1e-9);
    near(adapters.weightsBytes, 0.5 * 8_030_261_248 + 2 * 4_194_304, 1e-9);
    const whole = estimated(llama8b, { gpus: 1, batchSize: 1 });
    assert.ok(!whole.memory.fits);
    assert.ok(estimated(llama8b, { gpus: 1, batchSize: 1, trainable }).memory.fits);
  });

  it('says what does not fit, what it needs most, and what would help', () => {
    const { notes, memory } = estimated(llama8b, { gpus: 1, hardware: 'rtx 4090' });
    assert.ok(!memory.fits && memory.perDevice.totalBytes > memory.capacityBytes);
    const note = notes.map(inEnglish).find((text) => text.includes('does not fit in 1 x 24 GB'));
    assert.ok(
      note !== undefined && note.includes('optimizer state') && note.includes('8 accelerators'),
      note,
    );
  });

  it('advises what makes it fit alone, as tried, and nothing that the plan has', () => {
    const plan = { gpus: 8, zeroStage: 3, batchSize: 4, sequenceLength: 4096, recompute: 'none' };
    const helps = (options: PlanOptions): string => {
      const note = estimated(llama8b, options)
        .notes.map(inEnglish)
        .find((text) => text.includes('not fit in'));
      return /(?:What would help: |No change alone ).*/.exec(note ?? '')?.[0] ?? '';
    };
    assert.match(helps(plan), /full recomputation, a batch of [12]/);
    for (const { change, fits } of estimated(llama8b, plan).memory.remedies ?? []) {
      const [, batch] = /^a batch of (\d+)$/.exec(inEnglish(change)) ?? [];
      if (batch !== undefined)
        assert.equal(estimated(llama8b, { ...plan, batchSize: Number(batch) }).memory.fits, fits);
    }
    assert.ok(estimated(llama8b, { ...plan, recompute: 'full' }).memory.fits);
    const shared = helps({ gpus: 2, hardware: 'RTX 3090', optimizer: 'adamw8bit' });
    assert.doesNotMatch(shared, /8-bit|ZeRO/);
    const tiny = { gpus: 1, hardware: 'RTX 4090', dataParallel: 1, sequenceLength: 256, batchSize: 1 };
    assert.match(
      helps({ ...tiny, zeroStage: 0, recompute: 'full', optimizer: 'adamw8bit', hardware: 'T4' }),
      /adapters on a base of 4 bits/,
    );
  });

  it('names as many devices as hold the step under the same options, and the memory that can be used', () => {
    const options = { gpus: 4, hardware: 'RTX 4090', batchSize: 1, sequenceLength: 1024 };
    const { memory, notes } = estimated(llama8b, options);
    const { enoughGpus } = memory;
    assert.ok(typeof enoughGpus === 'number' && enoughGpus > 4);
    assert.ok(estimated(llama8b, { ...options, gpus: enoughGpus }).memory.fits);
    const note = notes.map(inEnglish).find((text) => text.includes('does not fit')) ?? '';
    assert.match(note, /of which 23\.3 GB each can be used/);
    assert.ok(note.includes(`${enoughGpus} accelerators`), note);
    const fixed = { hardware: 'RTX 4090', dataParallel: 4, zeroStage: 0 };
    assert.equal(estimated(llama8b, fixed).memory.enoughGpus, null);
  });

  it('tells a layout that was chosen otherwise', () => {
    const before = estimated(llama8b, { gpus: 8, tensorParallel: 8 });
    const after = estimated(llama8b, { gpus: 8 });
    const told = changedAssumptions(before, after).join('\n');
    assert.match(told, /^data parallelism was 1 and is \d/m);
    assert.match(told, /^tensor parallelism was 8 and is \d/m);
  });
});
