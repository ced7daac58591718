import assert from 'node:assert/strict';
import { mergePlan } from '../../../../src/energy/plans/merge-plan';
import { resolveJoined } from '../../../../src/energy/plans/resolve-joined';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import type { Assumption } from '../../../../src/energy/assumptions';
import type { Plan } from '../../../../src/energy/plan';
import type { PlanOptions } from '../../../../src/energy/plan-options';
import { inEnglish, message } from '../../../../src/units/message';
import { llama8b, specOf } from '../models';

function planOf(text: string): TrainingPlan {
  const reading = readTrainingPlan(text);
  assert.equal(reading.kind, 'plan', JSON.stringify(reading));
  return reading.plan;
}

/** What a training file and a person make of a plan for an 8B Llama. */
function decided(text: string, given: PlanOptions = {}): Plan {
  const joined = resolveJoined(specOf(llama8b), planOf(text), given, null);
  assert.ok(joined.ok, joined.ok ? '' : inEnglish(joined.error));
  return joined.plan;
}

const assumed = ({ assumptions }: Plan, name: string): Assumption => {
  const found = assumptions.find((each) => each.name === name);
  assert.ok(found, name);
  return found;
};
const whyOf = (plan: Plan, name: string): string => inEnglish(assumed(plan, name).from);

const torchtitan = (parallelism: string, training = ''): string =>
  `[training]\nlocal_batch_size = 1\nseq_len = 2048\nsteps = 1000\n${training}\n[parallelism]\n${parallelism}\n`;

describe('data-parallel degrees of training files', () => {
  it('are one of cuts where the framework has none and its file names none', () => {
    const small = { hardware: 'RTX 4090', gpus: 2 };
    const files: readonly (readonly [string, string])[] = [
      ['axolotl', 'base_model: a/b\ndatasets: [{path: c}]\nmicro_batch_size: 1\n'],
      ['llama-factory', 'model_name_or_path: a/b\nstage: sft\nfinetuning_type: full\ncutoff_len: 2048\n'],
      ['trl', 'model_name_or_path: a/b\nnum_train_epochs: 1\nper_device_train_batch_size: 1\n'],
    ];
    for (const [format, text] of files) {
      const plan = decided(text, small);
      const { dataParallel, tensorParallel, pipelineParallel } = plan.setup.step.parallelism;
      assert.deepEqual([dataParallel, tensorParallel, pipelineParallel], [2, 1, 1], format);
      const { origins } = mergePlan(specOf(llama8b), planOf(text), small, null);
      const why = origins.get('tensorParallel');
      assert.equal(why && inEnglish(why), `${format} cuts no model where its file does not say so`);
      // A person's word stands.
      assert.equal(decided(text, { ...small, tensorParallel: 2 }).setup.step.parallelism.tensorParallel, 2);
    }
    const named = decided(
      'base_model: a/b\ndatasets: [{path: c}]\nmicro_batch_size: 1\ntensor_parallel_size: 2\n',
      small,
    );
    assert.equal(named.setup.step.parallelism.tensorParallel, 2);
  });

  it('of torchtitan shard the state and make the devices', () => {
    const plan = decided(torchtitan('data_parallel_replicate_degree = 1\ndata_parallel_shard_degree = 8'));
    const { parallelism } = plan.setup.step;
    assert.deepEqual(
      [plan.gpus, parallelism.dataParallel, parallelism.zeroStage, plan.tokens],
      [8, 8, 3, 1000 * 8 * 2048],
    );
    assert.match(whyOf(plan, 'gpus'), /product of the parallel degrees/);
  });

  it('of torchtitan multiply with copies and with the degrees that cut the model', () => {
    const plan = decided(
      torchtitan(
        'data_parallel_replicate_degree = 2\ndata_parallel_shard_degree = 8\ntensor_parallel_degree = 4\npipeline_parallel_degree = 2\ncontext_parallel_degree = 2',
      ),
    );
    assert.deepEqual([plan.gpus, plan.setup.step.parallelism.dataParallel], [2 * 8 * 4 * 2 * 2, 16]);
  });

  it('of -1, or where the file has none, are the rest of the devices', () => {
    for (const degree of ['data_parallel_shard_degree = -1', 'tensor_parallel_degree = 1']) {
      const plan = decided(torchtitan(degree), { gpus: 16 });
      const { dataParallel, zeroStage } = plan.setup.step.parallelism;
      assert.deepEqual([dataParallel, zeroStage], [16, 3], degree);
    }
  });

  it('of copies alone share nothing; weights that are kept after the forward pass are the second stage', () => {
    const copies = planOf(torchtitan('data_parallel_replicate_degree = 8\ndata_parallel_shard_degree = 1'));
    assert.deepEqual([copies.options.dataParallel, copies.options.zeroStage], [8, 0]);
    const kept = planOf(torchtitan('data_parallel_shard_degree = 8\nfsdp_reshard_after_forward = "never"'));
    assert.equal(kept.options.zeroStage, 2);
  });

  it('are read under their older name, and refused where they can’t be', () => {
    assert.equal(planOf(torchtitan('', 'data_parallel_degree = 4')).options.dataParallel, 4);
    const [problem] = planOf(torchtitan('data_parallel_shard_degree = -3')).diagnostics;
    assert.match(problem === undefined ? '' : inEnglish(problem.message), /must be -1 or a whole number/);
  });

  const others: readonly (readonly [string, string, PlanOptions])[] = [
    [
      'Axolotl',
      'base_model: x\nmicro_batch_size: 1\ndp_shard_size: 4\ndp_replicate_size: 2\ntensor_parallel_size: 2\n',
      { dataParallel: 8, tensorParallel: 2, zeroStage: 3 },
    ],
    [
      'accelerate',
      'compute_environment: LOCAL_MACHINE\nnum_processes: 16\nparallelism_config:\n  parallelism_config_dp_shard_size: 8\n  parallelism_config_tp_size: 2\n',
      { gpus: 16, dataParallel: 8, tensorParallel: 2, zeroStage: 3 },
    ],
    [
      'torchtune',
      'model: {_component_: torchtune.models.llama3.llama3_8b}\nbatch_size: 2\ndata_parallel_shard_dim: 4\ndata_parallel_replicate_dim: 2\ntensor_parallel_dim: 2\n',
      { dataParallel: 8, tensorParallel: 2, zeroStage: 3 },
    ],
    [
      'lingua',
      'steps: 10\ndata: {seq_len: 1024, batch_size: 2}\nmodel: {dim: 64}\ndistributed: {dp_shard: 8, dp_replicate: 2, fsdp_type: full_shard}\n',
      { dataParallel: 16, zeroStage: 3 },
    ],
    [
      'levanter',
      'trainer:\n  num_train_steps: 9\n  train_batch_size: 64\n  mesh: {axes: {data: -1, replica: 1, model: 4}}\n',
      { tensorParallel: 4, zeroStage: 3 },
    ],
    [
      'MaxText, whose batch is a device’s',
      'model_name: llama3-8b\nper_device_batch_size: 2\nmax_target_length: 2048\nici_fsdp_parallelism: 16\nici_tensor_parallelism: 4\ndcn_data_parallelism: 2\n',
      { dataParallel: 32, tensorParallel: 4, batchSize: 8, zeroStage: 3 },
    ],
    [
      'MaxText, the rest of the devices',
      'model_name: llama3-8b\nper_device_batch_size: 2\nmax_target_length: 2048\nici_fsdp_parallelism: -1\n',
      { batchSize: 2, zeroStage: 3 },
    ],
    [
      'nanotron',
      'parallelism: {dp: 4, tp: 2, pp: 2}\ntokens: {sequence_length: 1024, micro_batch_size: 1}\n',
      { dataParallel: 4, tensorParallel: 2, pipelineParallel: 2 },
    ],
  ];
  for (const [whose, text, options] of others)
    it(`of ${whose} are read`, () => {
      const { diagnostics, options: read } = planOf(text);
      assert.deepEqual(diagnostics, []);
      const names = ['gpus', 'dataParallel', 'tensorParallel', 'pipelineParallel', 'zeroStage'] as const;
      for (const name of names) assert.equal(read[name], options[name], name);
      if (options.batchSize !== undefined) assert.equal(read.batchSize, options.batchSize);
    });
});

describe('a step’s sequences that a training file says', () => {
  const global = torchtitan('', 'global_batch_size = 64');

  it('are divided among the devices, however many', () => {
    for (const [gpus, accumulated] of [
      [8, 8],
      [16, 4],
      [64, 1],
    ] as const) {
      const plan = decided(global, { gpus });
      assert.equal(plan.setup.step.microBatches, accumulated);
      assert.match(whyOf(plan, 'gradientAccumulation'), /a step of 64 sequences/);
      assert.equal(plan.tokens, 1000 * 64 * 2048);
      assert.deepEqual(plan.notes, []);
    }
  });

  it('are not exceeded where the number of devices is open', () => {
    const { batchSize, setup, gpus } = decided(global.replace('local_batch_size = 1\n', ''));
    const { dataParallel } = setup.step.parallelism;
    assert.equal(batchSize * setup.step.microBatches * dataParallel, 64, String(gpus));
  });

  it('follow a person’s other number of devices, batch and steps, and give way to a person’s accumulation', () => {
    const named = torchtitan('data_parallel_shard_degree = 8', 'global_batch_size = 64');
    assert.equal(decided(named).setup.step.microBatches, 8);
    assert.equal(decided(named, { gpus: 16 }).setup.step.microBatches, 4);
    assert.equal(decided(named, { batchSize: 2 }).setup.step.microBatches, 4);
    assert.equal(decided(named, { steps: 10 }).tokens, 10 * 64 * 2048);
    const own = decided(named, { gradientAccumulation: 2 });
    assert.deepEqual([own.setup.step.microBatches, own.tokens], [2, 1000 * 2 * 8 * 2048]);
  });

  it('that the devices can’t share evenly are told', () => {
    const [note] = decided(global, { gpus: 7 }).notes.map(inEnglish);
    assert.match(note ?? '', /64 sequences is no multiple/);
  });

  it('of nanoGPT are the product of its batch and accumulation', () => {
    const text =
      'batch_size = 12\nblock_size = 1024\nmax_iters = 600000\ngradient_accumulation_steps = 5 * 8\n';
    const plan = decided(text, { gpus: 8 });
    assert.equal(plan.setup.step.microBatches, 5);
    assert.equal(plan.tokens, 600_000 * 480 * 1024);
    assert.deepEqual(plan.notes, []);
    assert.equal(decided(text, { gpus: 1 }).setup.step.microBatches, 40);
  });
});

describe('a step’s sequences and devices that do not go together', () => {
  const megatron = (options: string): string =>
    `#!/bin/bash\nGPUS_PER_NODE=8\nNNODES=1\ntorchrun --nproc_per_node 8 --nnodes 1 pretrain_gpt.py --micro-batch-size 4 --train-iters 1000 --seq-length 2048 ${options}\n`;
  const faultOf = (text: string, given: PlanOptions = {}): readonly [string, string] => {
    const joined = resolveJoined(specOf(llama8b), planOf(text), given, null);
    return joined.ok ? ['', ''] : [inEnglish(joined.error), joined.place?.key ?? ''];
  };
  const deepspeed = (batch: number): string =>
    `{"train_batch_size": ${batch}, "train_micro_batch_size_per_gpu": 4, "gradient_accumulation_steps": 8}`;

  it('stay the file’s where its own devices can’t hold its degrees and a person says others', () => {
    const text = megatron(
      '--global-batch-size 1536 --tensor-model-parallel-size 8 --pipeline-model-parallel-size 16',
    );
    assert.deepEqual(faultOf(text), ['', '']);
    assert.equal(planOf(text).options.gpus, 128);
    assert.match(inEnglish(planOf(text).warnings?.[0]?.message ?? message('')), /8 accelerators, too few/);
    // Where they are as many as would do but can't be divided, nothing tells which is meant.
    assert.match(faultOf(text.replace('--nnodes 1', '--nnodes 20'))[0], /128 does not divide 160/);
    const experts = megatron('--tensor-model-parallel-size 2 --expert-model-parallel-size 8 --num-experts 8');
    assert.equal(planOf(experts.replace('--nproc_per_node 8', '--nproc_per_node 10')).options.gpus, 10);
    const { tokens, setup } = decided(text, { gpus: 1024 });
    assert.deepEqual([tokens, setup.step.microBatches], [1000 * 1536 * 2048, 1536 / 8 / 4]);
  });

  it('are a fault of the file alone, at the step, until a person says other devices or another batch', () => {
    const text = megatron('--global-batch-size 2052');
    const [why, key] = faultOf(text);
    assert.equal(
      why,
      '--global-batch-size (2052) is not the batch of one device (4) times the 8 that work side by side.',
    );
    assert.equal(key, '--global-batch-size');
    assert.equal(decided(text, { gpus: 1 }).tokens, 1000 * 2052 * 2048);
    assert.deepEqual(decided(text, { gpus: 9 }).notes, []);
    assert.equal(decided(text, { gpus: 27 }).setup.step.microBatches, 19);
  });

  it('are told with the file’s degrees where a person’s contradict them', () => {
    const text = megatron('--tensor-model-parallel-size 2 --pipeline-model-parallel-size 2');
    const [why, key] = faultOf(text, { gpus: 8, dataParallel: 4 });
    assert.match(why, /4 x 2 x 2 x 1 = 16, not 8/);
    assert.equal(key, '');
  });

  it('are told where a person’s devices are not those of the file’s copies', () => {
    const text =
      'parallelism: {dp: 63, tp: 4, pp: 1}\ntokens: {sequence_length: 1024, micro_batch_size: 1, train_steps: 9}\n';
    const notesOf = (gpus: number): string => {
      const joined = resolveJoined(specOf(llama8b), planOf(text), { gpus }, null);
      return joined.ok ? joined.merged.notes.map(inEnglish).join() : inEnglish(joined.error);
    };
    assert.match(notesOf(256), /^parallelism\.dp \(63\) does not make 256 accelerators/);
    assert.equal(notesOf(252), '');
  });

  it('leave no batch that the file’s own devices make', () => {
    const text =
      'trainer:\n  num_train_steps: 10\n  train_batch_size: 96\n  num_gpus: 8\n  mesh: {axes: {data: 8}}\n';
    assert.equal(planOf(text).options.sequencesPerStep, 96);
    const { batchSize, setup, tokens, sequenceLength } = decided(text, { gpus: 16 });
    assert.equal(batchSize * setup.step.microBatches * 16, 96);
    assert.equal(tokens, 10 * 96 * sequenceLength);
  });

  it('of DeepSpeed keep the step, and the accumulation that contradicts it is told', () => {
    const given = { steps: 10, sequenceLength: 2048 };
    assert.equal(decided(deepspeed(256), given).gpus, 8);
    const joined = resolveJoined(specOf(llama8b), planOf(deepspeed(256)), { ...given, gpus: 64 }, null);
    assert.ok(joined.ok);
    assert.equal(joined.plan.tokens, 10 * 256 * 2048);
    assert.match(
      joined.merged.notes.map(inEnglish).join(),
      /^gradient_accumulation_steps \(8\) does not make the step of 256 sequences .* of 1 batches on each\.$/,
    );
    const same = resolveJoined(specOf(llama8b), planOf(deepspeed(256)), { ...given, gpus: 8 }, null);
    assert.ok(same.ok);
    assert.deepEqual(same.merged.notes, []);
  });
});

describe('why a plan has so many devices', () => {
  const gpt = 'batch_size = 1\nblock_size = 1024\nmax_iters = 10\ngradient_accumulation_steps = 64\n';

  it('is what holds the step, or the time that the run may take', () => {
    assert.match(whyOf(decided(gpt), 'gpus'), /^the fewest, as a power of two, that hold/);
    const long = decided(gpt, { tokens: 5e12 });
    assert.match(whyOf(long, 'gpus'), /end the run within about three months; \d+ would hold it/);
  });

  it('ends a run whose hours are given within that time too', () => {
    const { gpus } = decided(gpt, { gpuHours: 184_320 });
    assert.ok(184_320 / gpus <= 2000 && 184_320 / gpus > 1000, String(gpus));
  });

  it('names what the given degrees need, and a step that nothing holds', () => {
    assert.match(whyOf(decided(gpt, { tensorParallel: 4 }), 'gpus'), /times the 4 that one copy/);
    assert.match(
      whyOf(decided(gpt, { zeroStage: 0, batchSize: 100_000 }), 'gpus'),
      /no number tried, up to 16384, holds the step/,
    );
  });
});
