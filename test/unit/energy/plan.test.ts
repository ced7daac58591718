import assert from 'node:assert/strict';
import type { PlanOptions } from '../../../src/energy/plan-options';
import { numbersRead, weightBytesRead } from '../../../src/energy/step-weights';
import { readModelConfig } from '../../../src/model/read-config';
import { estimated, llama8b, refusal } from './models';
import { inEnglish, message } from '../../../src/units/message';

describe('a plan', () => {
  it('takes what is given, and says so', () => {
    const { plan, assumptions } = estimated(llama8b, {
      gpus: 64,
      tensorParallel: 4,
      pipelineParallel: 2,
      dataParallel: 8,
      zeroStage: 1,
      gradientAccumulation: 16,
      batchSize: 2,
      recompute: 'selective',
      optimizer: 'adamw_torch_fused',
      convention: 'tdp',
    });
    assert.deepEqual(plan.parallelism, {
      dataParallel: 8,
      tensorParallel: 4,
      pipelineParallel: 2,
      contextParallel: 1,
      expertParallel: 1,
      zeroStage: 1,
    });
    assert.equal(plan.tokensPerStep, 2 * 16 * 8 * plan.sequenceLength);
    const given = new Set(
      assumptions.filter(({ from }) => inEnglish(from) === 'given').map(({ name }) => name),
    );
    for (const name of [
      'tensorParallel',
      'zeroStage',
      'gradientAccumulation',
      'recompute',
      'optimizer',
      'convention',
    ])
      assert.ok(given.has(name), name);
    assert.ok(!given.has('contextParallel'));
  });

  it('refuses what contradicts, naming the rule', () => {
    assert.match(
      refusal({ gpus: 8, dataParallel: 4, tensorParallel: 4 }),
      /must multiply to the number of accelerators: 4 x 4 x 1 x 1 = 16, not 8/,
    );
    assert.match(
      refusal({ gpus: 6, tensorParallel: 4 }),
      /must divide the number of accelerators: 4 does not divide 6/,
    );
    assert.match(refusal({ gpus: 8, expertParallel: 3 }), /The expert-parallel degree must divide/);
    assert.match(
      refusal({ gpus: 8, tensorParallel: 4, expertParallel: 16 }),
      /of a pipeline stage: 16 does not divide 8/,
    );
    assert.match(refusal({ tensorParallel: 3 }), /must divide the attention heads.*: 3 does not divide 32/);
    assert.match(refusal({ pipelineParallel: 64 }), /at most the number of layers: 64 stages/);
    assert.match(
      refusal({ gradientAccumulation: 4, microBatches: 8 }),
      /both those of one step, but are 4 and 8/,
    );
    assert.match(refusal({ zeroStage: 4 }), /The ZeRO stage must be 0, 1, 2 or 3/);
    assert.match(refusal({ optimizer: 'adagrad?' }), /not one of adamw/);
    assert.match(refusal({ recompute: 'some' }), /not one of none, attention, selective, full/);
    assert.match(refusal({ convention: 'guess' }), /not one of physical, tdp/);
    assert.match(refusal({ dataParallel: 1e7, tensorParallel: 1e4 }), /more than/);
    for (const epochs of [0, -1, NaN, Infinity]) assert.match(refusal({ epochs }), /epochs must be above 0/);
  });

  it('cuts a mixture by degrees that divide its experts, and a model with 25 heads by none', () => {
    const mixture = { ...llama8b, model_type: 'mixtral', num_local_experts: 8 };
    assert.match(
      refusal({ gpus: 48, expertParallel: 6 }, mixture),
      /must divide the experts: 6 does not divide 8/,
    );
    const odd = { model_type: 'gpt2', n_embd: 25 * 256, n_head: 25, n_layer: 96 };
    assert.equal(estimated(odd, { gpus: 512, hardware: 'A100 40GB' }).plan.parallelism.tensorParallel, 1);
  });

  it('of fine-tuning on data of unknown size is a wide range, and marked', () => {
    const tuned = estimated(llama8b, { gpus: 8, fineTunes: true, epochs: 2 });
    const { low, mid, high } = tuned.plan.tokensRange;
    assert.deepEqual([low, mid, high], [1_500_000, 50_000_000, 1_660_000_000]);
    const { energyKwh, mfu, tokensPerSecondPerGpu } = tuned.training;
    assert.ok(energyKwh.high > 25 * energyKwh.mid && energyKwh.low < energyKwh.mid / 25);
    // How fast it goes does not depend on how long.
    const known = estimated(llama8b, { gpus: 8, fineTunes: true, tokens: 50_000_000 });
    assert.deepEqual(
      [mfu, tokensPerSecondPerGpu],
      [known.training.mfu, known.training.tokensPerSecondPerGpu],
    );
    assert.equal(known.training.energyKwh.mid, energyKwh.mid);
    assert.match(
      inEnglish(tuned.assumptions.find(({ name }) => name === 'tokens')?.from ?? message('')),
      /^assumed, 1.5M to 1.66B:/,
    );
    assert.deepEqual(
      tuned.notes.map(inEnglish).filter((note) => note.includes('has no effect')),
      [],
    );
  });

  it('of an encoder of text is a range from Chinchilla to ModernBERT, of a model that writes Chinchilla’s rule', () => {
    const sizes = { hidden_size: 256, num_hidden_layers: 4, num_attention_heads: 4, intermediate_size: 512 };
    const bert = { model_type: 'bert', architectures: ['BertForMaskedLM'], ...sizes };
    const { plan, training } = estimated(bert, {});
    const { low, mid, high } = plan.tokensRange;
    assert.ok(
      Math.abs(high / low - 670) < 1 && Math.abs(mid / low - 60) < 0.1,
      JSON.stringify(plan.tokensRange),
    );
    assert.ok(training.energyKwh.high > 5 * training.energyKwh.mid);
    assert.equal(estimated(bert, { tokens: 1e9 }).plan.tokensRange.high, 1e9);
    for (const model_type of ['gpt2', 'llama']) {
      const { tokensRange } = estimated({ model_type, ...sizes }, {}).plan;
      assert.equal(tokensRange.low, tokensRange.high);
    }
    // One without a head sees what comes before alone, and is none of these.
    const bare = estimated({ model_type: 'llama', architectures: ['LlamaModel'], ...sizes }, {}).plan
      .tokensRange;
    assert.equal(bare.low, bare.high);
  });

  it('of texts that go with images is a range of samples, as of images', () => {
    const { tokensRange } = estimated({ model_type: 'clip' }, {}).plan;
    assert.deepEqual(tokensRange, { low: 1e7 * 77, mid: 3.84e8 * 77, high: 1.28e10 * 77 });
  });

  it('of images of which nobody says how many is a range from CIFAR-10 to CLIP, by epochs where they are said', () => {
    const vit = {
      model_type: 'vit',
      image_size: 224,
      patch_size: 16,
      hidden_size: 384,
      num_attention_heads: 6,
    };
    const whole = estimated(vit, {});
    const positions = 14 * 14 + 1;
    assert.deepEqual(whole.plan.tokensRange, {
      low: 1e7 * positions,
      mid: 3.84e8 * positions,
      high: 1.28e10 * positions,
    });
    const { low, mid, high } = whole.training.energyKwh;
    assert.ok(low < mid / 20 && high > 20 * mid);
    const { tokensRange } = estimated(vit, { epochs: 90 }).plan;
    assert.equal(tokensRange.mid, 90 * 1.28e6 * positions);
    assert.ok(
      !estimated(vit, { epochs: 90 })
        .notes.map(inEnglish)
        .some((note) => note.includes('no effect')),
    );
    // A model that is tuned goes once through a set of images, not through one of texts.
    for (const [epochs, times] of [
      [null, 1],
      [3, 3],
    ] as const) {
      const tuned = estimated(vit, { fineTunes: true, epochs }).plan.tokensRange;
      assert.equal(tuned.mid, times * 1.28e6 * positions);
      assert.equal(tuned.low, times * 5e4 * positions);
    }
    const known = estimated(vit, { epochs: 90, datasetTokens: 1e6 * positions }).plan.tokensRange;
    assert.deepEqual(known, { low: 9e7 * positions, mid: 9e7 * positions, high: 9e7 * positions });
  });

  it('says which words on the length of training have no effect', () => {
    const idle = (options: Parameters<typeof estimated>[1]): readonly string[] =>
      estimated(llama8b, { gpus: 8, ...options })
        .notes.map(inEnglish)
        .filter((note) => note.includes('has no effect'));
    assert.deepEqual(idle({ epochs: 3 }), [
      'The number of epochs (3) has no effect: the number of tokens of the data set is not known.',
    ]);
    assert.deepEqual(idle({ tokens: 1e9, steps: 30, datasetTokens: 1e6 }), [
      'The number of optimizer steps (30) has no effect: the number of training tokens says how long the training is.',
      'The number of tokens of the data set (1000000) has no effect: the number of training tokens says how long the training is.',
    ]);
    assert.deepEqual(idle({ steps: 30, epochs: 1 }), [
      'The number of epochs (1) has no effect: the number of optimizer steps says how long the training is.',
    ]);
    assert.deepEqual(idle({ steps: 30, gpuHours: 5 }), [
      'The number of optimizer steps (30) has no effect: the number of accelerator hours says how long the training is.',
    ]);
    for (const options of [
      {},
      { gpuHours: 5 },
      { tokens: 1e9 },
      { steps: 3 },
      { epochs: 2, datasetTokens: 1e9 },
    ])
      assert.deepEqual(idle(options), []);
  });

  it('has as many devices as its degrees need', () => {
    assert.equal(estimated(llama8b, { dataParallel: 4, tensorParallel: 2 }).plan.gpus, 8);
    assert.equal(estimated(llama8b, { tensorParallel: 8, tokens: 1e6 }).plan.gpus, 8);
  });

  it('counts tokens by steps or epochs', () => {
    const common = { gpus: 8, batchSize: 4, gradientAccumulation: 2, sequenceLength: 1024 };
    const { plan, training } = estimated(llama8b, { ...common, steps: 100, zeroStage: 3 });
    assert.equal(plan.tokens, 100 * 4 * 2 * plan.parallelism.dataParallel * 1024);
    assert.ok(Math.abs(training.steps - 100) < 1e-9);
    assert.equal(estimated(llama8b, { ...common, epochs: 2.5, datasetTokens: 1e6 }).plan.tokens, 2.5e6);
    assert.equal(estimated(llama8b, { ...common, tokens: 5, steps: 100 }).plan.tokens, 5);
  });

  it('cuts no small model into a pipeline, unless the network is slow', () => {
    const small = {
      ...llama8b,
      hidden_size: 576,
      intermediate_size: 1536,
      num_hidden_layers: 30,
      num_attention_heads: 9,
      num_key_value_heads: 3,
    };
    const stages = (config: object, hardware: string, gpus: number): number =>
      estimated(config, { hardware, gpus, tokens: 1e12, sequenceLength: 2048 }).plan.parallelism
        .pipelineParallel;
    for (const gpus of [64, 256, 1024]) assert.equal(stages(small, 'H100 SXM5 80GB', gpus), 1);
    assert.ok(stages({ ...small, num_hidden_layers: 32 }, 'RTX A5000', 64) > 1);
    assert.ok(stages(llama8b, 'A100 SXM4 80GB', 2048) > 1);
  });

  it('fills a pipeline up to the largest step that is published, on however many accelerators', () => {
    const large = { ...llama8b, hidden_size: 8192, intermediate_size: 28672, num_hidden_layers: 80 };
    const micro = (gpus: number): { tokens: number; why: string; busy: boolean } => {
      const { plan, assumptions } = estimated(large, { hardware: 'H100', gpus, tokens: 1e13 });
      const { pipelineParallel } = plan.parallelism;
      assert.ok(pipelineParallel > 1, String(gpus));
      const from = assumptions.find(({ name }) => name === 'gradientAccumulation')?.from;
      return {
        tokens: plan.tokensPerStep,
        why: inEnglish(from ?? message('')),
        busy: plan.gradientAccumulation >= 4 * pipelineParallel,
      };
    };
    const few = micro(2048);
    assert.ok(few.busy && few.tokens < 62_914_560, few.why);
    for (const gpus of [16_384, 65_536]) {
      const many = micro(gpus);
      assert.ok(many.tokens > 3e7 && many.tokens <= 62_914_560, String(many.tokens));
      assert.ok(!many.busy && many.why.includes('none that is published is larger'), many.why);
    }
  });

  it('cuts a large run so that it fits, and a long one so that it ends', () => {
    const large = estimated({ model_type: 'deepseek_v3' }, { gpus: 2048 });
    assert.ok(large.memory.fits);
    assert.ok(large.plan.parallelism.expertParallel > 1);
    const long = estimated(llama8b, { tokens: 15e12 });
    assert.ok(long.plan.gpus >= 128 && long.training.hours.mid < 4000, String(long.training.hours.mid));
  });
});

describe('time', () => {
  const mid = (options: Parameters<typeof estimated>[1]): number =>
    estimated(llama8b, { tokens: 1e9, gpus: 8, zeroStage: 3, batchSize: 1, ...options }).training.stepSeconds
      .mid /
    estimated(llama8b, { tokens: 1e9, gpus: 8, zeroStage: 3, batchSize: 1, ...options }).plan.tokensPerStep;

  it('falls in 4 bits where the hardware has them, in which weights are stored with their scales', () => {
    const mid = (dtype: string): number =>
      estimated(llama8b, { hardware: 'B200', gpus: 8, tokens: 1e12, dtype }).training.gpuHours.mid;
    assert.ok(mid('nvfp4') < mid('fp8') && mid('fp8') < mid('bf16'));
    const { memory, parameters, plan } = estimated(llama8b, { hardware: 'MI355X', dtype: 'mxfp4' });
    assert.equal(plan.dtype, 'fp4');
    // Served in 4 bits; training holds what it learns in 16.
    const cache = 8 * plan.sequenceLength * (memory.kvCacheBytesPerToken ?? NaN);
    assert.equal(memory.servingBytes, parameters.total * 0.5625 + cache);
    assert.equal(memory.weightsBytes, parameters.total * 2);
    assert.equal(memory.kvCacheBytesPerToken, 2 * 8 * 128 * 32);
    assert.match(refusal({ hardware: 'H100', dtype: 'fp4' }), /No fp4 rate of the H100/);
  });

  it('grows with recomputation, and falls in fp8', () => {
    assert.ok(mid({ recompute: 'full' }) > 1.15 * mid({ recompute: 'none' }));
    assert.ok(mid({ recompute: 'full' }) < 1.4 * mid({ recompute: 'none' }));
    const ratio = mid({ dtype: 'fp8', recompute: 'none' }) / mid({ dtype: 'bf16', recompute: 'none' });
    assert.ok(ratio < 0.95 && ratio > 0.5, String(ratio));
  });

  it('waits for gradients of whole copies by the levels of a tree, not around all devices', () => {
    const small = { ...llama8b, hidden_size: 1024, intermediate_size: 4096, num_hidden_layers: 16 };
    const seconds = (gpus: number): number =>
      estimated(small, { gpus, tokens: 1e12, zeroStage: 0, batchSize: 1, gradientAccumulation: 1 }).training
        .stepSecondsByPart.communication;
    // Eight times the devices: three levels more, of 30 microseconds up and 30 down in each of 16 layers, what runs beside left out.
    const levels = seconds(8192) - seconds(1024);
    assert.ok(levels > 0 && levels < 16 * 3 * 2 * 30e-6 + 0.002, String(levels));
    // Gathering weights goes around the ring, hop by hop.
    const gathered = (gpus: number): number =>
      estimated(small, { gpus, tokens: 1e12, zeroStage: 3, batchSize: 1, gradientAccumulation: 1 }).training
        .stepSecondsByPart.communication;
    assert.ok(gathered(512) - gathered(64) > 5 * (seconds(512) - seconds(64)));
  });

  it('has a bubble that more micro-batches shorten', () => {
    const bubble = (gradientAccumulation: number): number => {
      const { training } = estimated(llama8b, {
        gpus: 8,
        pipelineParallel: 8,
        gradientAccumulation,
        batchSize: 1,
      });
      return training.stepSecondsByPart.bubble / training.stepSeconds.mid;
    };
    assert.ok(bubble(1) > 0.6 && bubble(8) < 0.4 && bubble(64) < 0.1);
    assert.equal(estimated(llama8b, { gpus: 8, pipelineParallel: 1 }).training.stepSecondsByPart.bubble, 0);
  });

  // 40 TFLOP/s, recomputation counted, for 10 billion parameters on one V100: Ren et al. 2021, ZeRO-Offload.
  it('is told of state in the host’s memory as ZeRO-Offload was measured', () => {
    const gpt = { model_type: 'gpt2', n_layer: 50, n_embd: 4096, n_head: 32, n_positions: 1024 };
    const { training, parameters } = estimated(gpt, {
      hardware: 'V100 SXM2 32GB',
      gpus: 1,
      batchSize: 10,
      gradientAccumulation: 1,
      recompute: 'full',
      zeroStage: 2,
      offload: 'optimizer',
      dtype: 'fp16',
      tokens: 1e6,
    });
    const flopsPerSecond = 8 * parameters.total * training.tokensPerSecondPerGpu.mid;
    assert.ok(Math.abs(flopsPerSecond / 40e12 - 1) < 0.15, String(flopsPerSecond));
    // The host updates 10 billion in about 2.6 s, and waits for no one who sums gradients longer.
    const { optimizer, communication } = training.stepSecondsByPart;
    assert.ok(optimizer > 2 && optimizer < 3.5 && communication > 1, `${optimizer}, ${communication}`);
  });

  it('costs more time where weights come from the host, and less on a superchip', () => {
    const seconds = (hardware: string, offload: string): number =>
      estimated(llama8b, {
        hardware,
        gpus: 1,
        batchSize: 2,
        gradientAccumulation: 4,
        recompute: 'full',
        zeroStage: 3,
        offload,
        tokens: 1e9,
      }).training.stepSeconds.mid;
    const [none, state, all] = ['none', 'optimizer', 'all'].map((offload) =>
      seconds('H100 SXM5 80GB', offload),
    );
    assert.ok(none !== undefined && state !== undefined && all !== undefined);
    assert.ok(none < state && state < all, `${none}, ${state}, ${all}`);
    assert.ok(seconds('GH200 (H100 part) 96GB', 'all') < all);
  });

  it('updates all state of a mixture on its computers, however its experts lie', () => {
    const update = (expertParallel: number): number =>
      estimated(
        { model_type: 'mixtral' },
        { gpus: 16, zeroStage: 2, expertParallel, batchSize: 1, offload: 'optimizer', tokens: 1e9 },
      ).training.stepSecondsByPart.optimizer;
    assert.ok(Math.abs(update(8) / update(1) - 1) < 1e-9, `${update(8)}, ${update(1)}`);
  });

  it('updates state on each computer of a domain whose links join many', () => {
    const update = (gpus: number): number =>
      estimated(llama8b, {
        hardware: 'GB200',
        gpus,
        zeroStage: 2,
        batchSize: 1,
        offload: 'optimizer',
        tokens: 1e9,
      }).training.stepSecondsByPart.optimizer;
    assert.ok(Math.abs((36 * update(72)) / update(2) - 1) < 1e-9, `${update(72)}, ${update(2)}`);
  });

  it('gathers the weights that a pass reads, and after an update those that learn', () => {
    const common = { gpus: 8, batchSize: 1, gradientAccumulation: 4, recompute: 'full', tokens: 1e8 };
    const talk = (options: PlanOptions): number =>
      estimated(llama8b, { ...common, ...options }).training.stepSecondsByPart.communication;
    const reference = { hasReference: true, forwardPasses: 1 };
    // Two gathers and a reduction of as many bytes; a reference's gather more.
    const more = talk({ zeroStage: 3, ...reference }) / talk({ zeroStage: 3 });
    assert.ok(Math.abs(more - 4 / 3) < 0.01, String(more));
    assert.equal(talk({ zeroStage: 2, ...reference }), talk({ zeroStage: 2 }));
    const trainable = {
      trainableParameters: 20_971_520,
      adapter: { method: 'lora', rank: 8, targets: ['all-linear'] } as const,
    };
    const hops = talk({ zeroStage: 0, trainable });
    assert.ok(talk({ zeroStage: 2, trainable }) < 4 * hops, String(hops));
  });

  it('talks more between nodes than within one, and not at all alone', () => {
    const talk = (gpus: number, hardware: string): number => {
      const { stepSecondsByPart } = estimated(llama8b, {
        gpus,
        hardware,
        batchSize: 1,
        zeroStage: 3,
        gradientAccumulation: 1,
      }).training;
      return stepSecondsByPart.communication;
    };
    assert.equal(talk(1, 'H100'), 0);
    assert.ok(talk(64, 'RTX 4090') > 5 * talk(8, 'RTX 4090'));
    assert.ok(talk(8, 'H100') < talk(8, 'RTX 4090') / 5);
  });

  it('never beats the hardware', () => {
    for (const hardware of ['H100', 'A100', 'RTX 4090', 'TPU v4', 'MI300X', 'M2 Max', 'cpu'])
      for (const config of [llama8b, { model_type: 'gpt2' }]) {
        const { mfu } = estimated(config, { hardware, tokens: 1e6 }).training;
        assert.ok(mfu.high < 1.05, `${hardware}: ${mfu.high}`);
      }
  });
});

describe('energy', () => {
  it('is hours x limit x PUE by the TDP convention', () => {
    const { training } = estimated(llama8b, {
      convention: 'tdp',
      gpuHours: 1_022_362,
      hardware: 'A100 SXM4 80GB',
      pue: 1.1,
    });
    assert.ok(Math.abs(training.energyKwh.mid / (1_022_362 * 0.4 * 1.1) - 1) < 1e-12);
    assert.equal(training.energyKwh.low, training.energyKwh.high);
  });

  it('lies between idle and the limit, with a host beside it', () => {
    for (const hardware of ['H100', 'V100', 'TPU v3', 'RTX 3090', 'Jetson Orin Nano 8GB']) {
      const { training, plan } = estimated({ model_type: 'gpt2' }, { hardware, tokens: 1e8 });
      assert.ok(
        training.acceleratorWatts.low > 0 && training.watts.mid > training.acceleratorWatts.mid,
        plan.hardware,
      );
      assert.ok(training.watts.low < training.watts.high);
    }
  });

  it('of decoding a mixture reads the experts that its tokens visit, each once', () => {
    const experts = {
      always: 20,
      lookup: 0,
      experts: 80,
      visitedShare: 0.1,
      quantisedShare: 0,
      quantisedBytes: 0,
    };
    const read = (batch: number): number => Math.round(numbersRead(experts, batch) * 1e6) / 1e6;
    assert.equal(read(1), 28);
    // A tenth of the experts: of two tokens, 1 - 0.9^2 of them.
    assert.equal(read(2), 20 + 80 * 0.19);
    assert.equal(read(1000), 100);
    assert.equal(numbersRead({ ...experts, experts: 0 }, 8), 20);
  });

  it('of decoding reads shared experts and attention once, of the token table a row for each sequence', () => {
    const sizes = {
      hidden_size: 64,
      vocab_size: 1000,
      num_hidden_layers: 2,
      num_attention_heads: 4,
      num_key_value_heads: 4,
      intermediate_size: 128,
    };
    const mixture = {
      ...sizes,
      model_type: 'qwen2_moe',
      num_experts: 16,
      num_experts_per_tok: 2,
      moe_intermediate_size: 32,
      shared_expert_intermediate_size: 128,
    };
    const read = (config: Record<string, unknown>, batch: number): number => {
      const reading = readModelConfig(JSON.stringify(config));
      assert.ok(reading.kind === 'model');
      return weightBytesRead(reading.spec, batch, 1);
    };
    const expert = 3 * 64 * 32;
    const grown = read(mixture, 9) - read(mixture, 1);
    const visited = (batch: number): number => 16 * (1 - (14 / 16) ** batch);
    assert.ok(Math.abs(grown - 2 * expert * (visited(9) - visited(1)) - 8 * 64) < 1e-6);
    // Tied or not, the matrix before the logits is read whole, and the table by rows.
    const tied = { ...sizes, model_type: 'llama', tie_word_embeddings: true };
    assert.equal(read(tied, 4), read({ ...tied, tie_word_embeddings: false }, 4));
    assert.equal(read(tied, 4) - read(tied, 1), 3 * 64);
  });

  it('of a token falls with the batch served, down to what the products need', () => {
    const joules = [1, 8, 64].map((servedBatchSize) => estimated(llama8b, { servedBatchSize }).inference);
    const [one, eight, many] = joules;
    assert.ok(one && eight && many);
    assert.ok(one.joulesPerToken.mid > 6 * eight.joulesPerToken.mid);
    assert.ok(many.joulesPerToken.mid > many.prefillJoulesPerToken.mid / 2);
    assert.ok(one.decodeTokensPerSecond !== null && one.decodeTokensPerSecond.mid > 100);
    assert.equal(estimated({ model_type: 'vit' }).inference.decodeTokensPerSecond, null);
    // How it is trained is no matter of how it serves.
    for (const batchSize of [1, 2])
      assert.deepEqual(estimated(llama8b, { batchSize, gpus: 8 }).inference, {
        ...estimated(llama8b).inference,
        prefillTokensPerSecond: estimated(llama8b, { batchSize, gpus: 8 }).inference.prefillTokensPerSecond,
      });
  });
});
