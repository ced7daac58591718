import assert from 'node:assert/strict';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { inEnglish } from '../../../../src/units/message';

function planOf(text: string): TrainingPlan {
  const reading = readTrainingPlan(text);
  assert.equal(reading.kind, 'plan', JSON.stringify(reading));
  assert.deepEqual(reading.plan.diagnostics, []);
  return reading.plan;
}

describe('nanoGPT’s settings', () => {
  const settings = (more: string): string =>
    `batch_size = 12\nblock_size = 1024\nn_layer = 12\nmax_iters = 600000\n${more}`;

  it('share a step’s sequences among the devices', () => {
    const { format, options, notes } = planOf(
      settings("gradient_accumulation_steps = 5 * 8\ndtype = 'bfloat16'\n"),
    );
    assert.equal(format, 'nanogpt');
    const [steps, sequencesPerStep] = [600_000, 12 * 40];
    assert.deepEqual(options, {
      sequenceLength: 1024,
      batchSize: 12,
      dtype: 'bf16',
      steps,
      sequencesPerStep,
    });
    assert.match(notes.map(inEnglish).join(), /12 x 40 sequences/);
  });

  it('accumulate as the script does where its file is silent, and not in other scripts', () => {
    assert.equal(planOf(settings("out_dir = 'out'\n")).options.sequencesPerStep, 12 * 40);
    assert.equal(planOf(settings('')).options.sequencesPerStep, 12);
  });

  it('are none where a number is not there', () => {
    assert.equal(readTrainingPlan(settings('').replace('12\n', 'size()\n')).kind, 'notPlan');
  });
});

describe('InternEvo’s sections', () => {
  const config = (parallel: string, model: string): string =>
    `SEQ_LEN = 2048\ndata = dict(seq_len=SEQ_LEN, micro_num=4, micro_bsz=2, total_steps=20000)\nadam = dict(lr=1e-4)\nmodel = dict(${model})\nparallel = dict(${parallel})\n`;

  it('say batches, steps, degrees, sharing and recomputation', () => {
    const plan = planOf(
      config(
        'zero1=dict(size=8, fsdp=False), tensor=dict(size=2, mode="mtp"), pipeline=dict(size=1)',
        'checkpoint=1.0, dtype="torch.bfloat16", use_flash_attn=True',
      ),
    );
    assert.equal(plan.format, 'internevo');
    assert.deepEqual(plan.options, {
      sequenceLength: 2048,
      batchSize: 2,
      gradientAccumulation: 4,
      steps: 20_000,
      tensorParallel: 2,
      pipelineParallel: 1,
      zeroStage: 1,
      dtype: 'bf16',
      recompute: 'full',
      optimizer: 'adamw',
      flashAttention: true,
    });
    assert.equal(plan.places.get('tensorParallel')?.line, 5);
  });

  it('are read in their older form, and under FSDP', () => {
    const older = planOf(config('zero1=1, tensor=4', 'checkpoint=False')).options;
    assert.deepEqual([older.zeroStage, older.tensorParallel, older.recompute], [0, 4, 'none']);
    const shared = planOf(config('zero1=dict(size=-1, fsdp=True)', 'checkpoint=0.5')).options;
    assert.deepEqual([shared.zeroStage, shared.recompute], [3, 'selective']);
  });
});

describe('the training sections of frameworks', () => {
  const sections: readonly (readonly [string, string, TrainingPlan['options']])[] = [
    [
      'levanter',
      `model:
  type: llama
  seq_len: 4096
trainer:
  mp: p=f32,c=bfloat16
  per_device_parallelism: -1
  train_batch_size: 512
  num_train_steps: 1000
`,
      { sequenceLength: 4096, steps: 1000, dtype: 'bf16', sequencesPerStep: 512 },
    ],
    [
      'lingua',
      `steps: 60_000
grad_acc_steps: 2
distributed:
  fsdp_type: full_shard
  model_dtype: bf16
  tp_size: 2
model:
  dim: 512
data:
  batch_size: 4
  seq_len: 2048
`,
      {
        sequenceLength: 2048,
        batchSize: 4,
        gradientAccumulation: 2,
        steps: 60_000,
        tensorParallel: 2,
        zeroStage: 3,
        dtype: 'bf16',
      },
    ],
    [
      'maxtext',
      `model_name: llama2-7b
per_device_batch_size: 4
max_target_length: 2048
steps: 100
remat_policy: full
dtype: bfloat16
`,
      { sequenceLength: 2048, batchSize: 4, steps: 100, recompute: 'full', dtype: 'bf16' },
    ],
    [
      'cerebras-modelzoo',
      `trainer:
  init:
    model:
      name: gpt2
    loop:
      max_steps: 9000
  fit:
    train_dataloader:
      batch_size: 120
      max_sequence_length: 2048
`,
      { sequenceLength: 2048, steps: 9000, sequencesPerStep: 120 },
    ],
    [
      'megatron-lm',
      `language_model:
  num_layers: 24
model_parallel:
  tensor_model_parallel_size: 2
micro_batch_size: 2
seq_length: 4096
bf16: true
`,
      { sequenceLength: 4096, batchSize: 2, tensorParallel: 2, dtype: 'bf16', fp32Gradients: true },
    ],
    [
      'megatron-lm',
      'torchrun pretrain_gpt.py --num-layers 24 --hidden-size 1024 --num-attention-heads 16 --seq-length 4096',
      { sequenceLength: 4096 },
    ],
    [
      'nemo',
      `trainer:
  devices: 8
  num_nodes: 4
  accumulate_grad_batches: 1
model:
  micro_batch_size: 4
  global_batch_size: 256
  tensor_model_parallel_size: 2
`,
      { gpus: 32, batchSize: 4, tensorParallel: 2, sequencesPerStep: 256, gradientAccumulation: 4 },
    ],
    [
      'nemo',
      'trainer: {devices: 8, num_nodes: 1, accumulate_grad_batches: 2}\nmodel: {micro_batch_size: 4}\n',
      { gpus: 8, batchSize: 4, gradientAccumulation: 2 },
    ],
    [
      'gpt-neox',
      '{"num-layers": 4, "train-iters": 10, "fp16": {"enabled": true, "type": "bfloat16"}}',
      { steps: 10, dtype: 'bf16', recompute: 'none' },
    ],
  ];
  for (const [format, text, options] of sections)
    it(`of ${format} are read: ${Object.keys(options).join(', ')}`, () => {
      const plan = planOf(text);
      assert.equal(plan.format, format);
      assert.deepEqual({ ...plan.options }, options);
    });
});

describe('an adapter’s own configuration', () => {
  it('names its base, its rank and what it was added to', () => {
    const adapter = { peft_type: 'LORA', base_model_name_or_path: 'gpt2', r: 16, target_modules: ['c_attn'] };
    const plan = planOf(JSON.stringify({ ...adapter, use_dora: true }));
    assert.equal(plan.baseModel?.name, 'gpt2');
    assert.equal(plan.adapter?.rank, 16);
    assert.equal(plan.adapter.method, 'dora');
    assert.deepEqual(plan.adapter.targets, ['c_attn']);
  });

  it('of another kind says so', () => {
    const plan = planOf('{"peft_type": "IA3", "base_model_name_or_path": "gpt2"}');
    assert.equal(plan.adapter, null);
    assert.match(plan.notes.map(inEnglish).join(), /IA3 is not known/);
  });
});

describe('a training script in Python', () => {
  it('states its arguments as the defaults of a class of its own', () => {
    const { options } = planOf(`
@dataclass
class Arguments(transformers.TrainingArguments):
    per_device_train_batch_size: int = field(default=16)
    max_steps: int = 10_000
    optim: str = "adafactor"
`);
    assert.equal(options.batchSize, 16);
    assert.equal(options.steps, 10_000);
    assert.equal(options.optimizer, 'adafactor');
  });

  const named = (line: string): string | undefined =>
    planOf(`${line}\nargs = TrainingArguments(max_steps=3)\n`).baseModel?.name;
  it('names its model in the trainer or in a configuration', () => {
    assert.equal(named('t = SFTTrainer(args=a, model="Qwen/Qwen2.5-0.5B")'), 'Qwen/Qwen2.5-0.5B');
    assert.equal(named('c = AutoConfig.from_pretrained("gpt2", trust_remote_code=True)'), 'gpt2');
  });
  it('changes the sizes of one that it names', () => {
    const { baseModel } = planOf(
      'c = AutoConfig.from_pretrained("gpt2", n_layer=2)\nc.vocab_size = len(tokenizer)\nargs = TrainingArguments(max_steps=3)\n',
    );
    assert.equal(baseModel?.name, 'gpt2');
    const { keywords, open, name } = baseModel.modelClass ?? {};
    assert.deepEqual([keywords, open, name], [{ n_layer: 2 }, ['vocab_size'], null]);
  });
});

describe('plans of files that leave much open', () => {
  it('name levanter’s base model, its adapter, and the length of an instruction', () => {
    const plan = planOf(
      'initialize_from_hf: "mosaicml/mpt-7b@68e1a8e"\nmax_tune_length: 2048\nlora:\n  target_modules: ["Wqkv"]\ntrainer:\n  num_train_steps: 9\n  train_batch_size: 8\n',
    );
    assert.equal(plan.baseModel?.name, 'mosaicml/mpt-7b@68e1a8e');
    assert.deepEqual([plan.adapter?.rank, plan.adapter?.targets], [8, ['Wqkv']]);
    assert.deepEqual([plan.options.steps, plan.options.sequencesPerStep], [9, 8]);
  });

  it('name MaxText’s model, and no TRL for its steps of accumulation', () => {
    const plan = planOf(
      'model_name: llama2-7b\ngradient_accumulation_steps: 2\nper_device_batch_size: 4\nmax_target_length: 64\nsteps: 3\n',
    );
    assert.equal(plan.format, 'maxtext');
    assert.equal(plan.baseModel?.name, 'llama2-7b');
    assert.equal(planOf('model_name: default\nmax_target_length: 64\n').baseModel, null);
  });

  it('leave NeMo’s devices open where the model is split over more than a machine has', () => {
    const text = (machines: string): string =>
      `trainer:\n  devices: 8\n${machines}  max_steps: ???\nmodel:\n  tensor_model_parallel_size: 4\n  pipeline_model_parallel_size: 8\n  micro_batch_size: 1\n`;
    assert.equal(planOf(text('')).options.gpus, undefined);
    assert.equal(planOf(text('  num_nodes: 4\n')).options.gpus, 32);
    assert.deepEqual(planOf(text('')).diagnostics, []);
  });

  it('are no plans in sources and scripts that only hold the words', () => {
    for (const text of [
      '"""Trains."""\nimport torch\n\ntrainer = Trainer(seq_len={"a: 1"})\n',
      '#!/bin/bash\nexport trainer="a: b: c"\n',
    ])
      assert.equal(readTrainingPlan(text).kind, 'notPlan', text);
  });
});
