import assert from 'node:assert/strict';
import { readModelConfig } from '../../../../src/model/read-config';
import fc from 'fast-check';
import { withDeepspeedFile } from '../../../../src/energy/plans/merge-plan';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { englishOf } from '../../model/english';
import { inEnglish, message } from '../../../../src/units/message';

function planOf(text: string): TrainingPlan {
  const reading = readTrainingPlan(text);
  assert.equal(reading.kind, 'plan', JSON.stringify(reading));
  return reading.plan;
}

const axolotl = `base_model: meta-llama/Llama-3.1-8B
load_in_4bit: true
adapter: qlora
lora_r: 32
lora_target_linear: true
datasets:
  - path: somewhere/data
    type: alpaca
sequence_len: 4096
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: 3
optimizer: paged_adamw_8bit
bf16: auto
gradient_checkpointing: true
flash_attention: true
deepspeed: deepspeed_configs/zero2.json
`;
const llamaFactory = `model_name_or_path: Qwen/Qwen2.5-7B-Instruct
stage: sft
finetuning_type: lora
lora_rank: 16
lora_target: q_proj,v_proj
cutoff_len: 2048
per_device_train_batch_size: 1
gradient_accumulation_steps: 8
learning_rate: 1.0e-4
num_train_epochs: 3.0
bf16: true
deepspeed: examples/deepspeed/ds_z3_config.json
`;
const torchtune = `model:
  _component_: torchtune.models.llama3_1.qlora_llama3_1_8b
  lora_attn_modules: ['q_proj', 'v_proj', 'output_proj']
  apply_lora_to_mlp: True
  lora_rank: 8
tokenizer:
  _component_: torchtune.models.llama3.llama3_tokenizer
  max_seq_len: 1024
batch_size: 2
epochs: 2
max_steps_per_epoch: 50
gradient_accumulation_steps: 8
optimizer:
  _component_: bitsandbytes.optim.PagedAdamW8bit
dtype: bf16
enable_activation_checkpointing: True
`;
const accelerate = `compute_environment: LOCAL_MACHINE
distributed_type: FSDP
fsdp_config:
  fsdp_sharding_strategy: SHARD_GRAD_OP
mixed_precision: bf16
num_machines: 2
num_processes: 16
`;
const deepspeed = `{
  "train_batch_size": 256,
  "train_micro_batch_size_per_gpu": 4,
  "gradient_accumulation_steps": 8,
  "optimizer": { "type": "AdamW", "params": { "lr": 1e-4 } },
  "fp16": { "enabled": true },
  "zero_optimization": { "stage": 2 }
}
`;
const python = `from transformers import AutoModelForCausalLM, TrainingArguments
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

name = "mistralai/Mistral-7B-v0.1"
model = AutoModelForCausalLM.from_pretrained(name, load_in_4bit=True)
peft_config = LoraConfig(r=64, lora_alpha=16, target_modules=["q_proj", "k_proj"])
args = SFTConfig(
    output_dir="out",
    per_device_train_batch_size=4,
    gradient_accumulation_steps=2,
    max_steps=500,
    max_length=1024,
    bf16=True,
    optim="paged_adamw_8bit",
    gradient_checkpointing=True,
    learning_rate=rate(),
)
`;
const foundry = `max_seq_len: 2048
model:
  name: mpt_causal_lm
  d_model: 768
max_duration: 4800ba
global_train_batch_size: 256
device_train_microbatch_size: 16
precision: amp_bf16
optimizer:
  name: decoupled_adamw
fsdp_config:
  sharding_strategy: FULL_SHARD
  activation_checkpointing: false
`;
const nanotron = `parallelism:
  dp: 4
  tp: 2
  pp: 1
tokens:
  sequence_length: 4096
  micro_batch_size: 2
  batch_accumulation_per_replica: 3
  train_steps: 1000
optimizer:
  zero_stage: 1
model:
  dtype: bfloat16
`;
const torchtitan = `[job]
dump_folder = "./out"

[model]
name = "llama3"
flavor = "8B"

[training]
local_batch_size = 1
seq_len = 8192
steps = 1000

[parallelism]
data_parallel_shard_degree = -1
tensor_parallel_degree = 8

[activation_checkpoint]
mode = "selective"
`;
const nemo = `trainer:
  devices: 8
  num_nodes: 4
  precision: bf16
  max_steps: 3000
model:
  micro_batch_size: 2
  global_batch_size: 256
  tensor_model_parallel_size: 4
  pipeline_model_parallel_size: 2
  encoder_seq_length: 4096
`;

describe('training plans', () => {
  it('of Axolotl: lengths, batches, quantised adapter, ZeRO by the file’s name', () => {
    const plan = planOf(axolotl);
    assert.deepEqual(plan.options, {
      sequenceLength: 4096,
      batchSize: 2,
      gradientAccumulation: 4,
      epochs: 3,
      optimizer: 'adamw8bit',
      recompute: 'full',
      flashAttention: true,
      zeroStage: 2,
    });
    assert.deepEqual(plan.baseModel, {
      name: 'meta-llama/Llama-3.1-8B',
      place: { key: 'base_model', line: 1, column: 13 },
    });
    assert.deepEqual(plan.adapter, {
      method: 'lora',
      rank: 32,
      targets: ['all-linear'],
      trainedWhole: [],
      baseBits: 4,
    });
    assert.deepEqual(plan.places.get('batchSize'), { key: 'micro_batch_size', line: 10, column: 19 });
    assert.deepEqual(plan.diagnostics, []);
  });

  it('of LLaMA-Factory', () => {
    const plan = planOf(llamaFactory);
    assert.equal(plan.format, 'llama-factory');
    assert.deepEqual(plan.options, {
      sequenceLength: 2048,
      batchSize: 1,
      gradientAccumulation: 8,
      epochs: 3,
      dtype: 'bf16',
      zeroStage: 3,
    });
    assert.deepEqual(plan.adapter?.targets, ['q_proj', 'v_proj']);
  });

  it('of torchtune: the builder names model and adapter, steps an epoch times epochs', () => {
    const plan = planOf(torchtune);
    assert.equal(plan.baseModel?.name, 'torchtune.models.llama3_1.qlora_llama3_1_8b');
    assert.equal(plan.options.steps, 100);
    assert.equal(plan.options.optimizer, 'adamw8bit');
    assert.equal(plan.adapter?.baseBits, 4);
    assert.deepEqual(plan.adapter.targets, [
      'q_proj',
      'v_proj',
      'output_proj',
      'gate_proj',
      'up_proj',
      'down_proj',
    ]);
  });

  it('of accelerate and DeepSpeed', () => {
    assert.deepEqual(planOf(accelerate).options, { gpus: 16, dtype: 'bf16', zeroStage: 2 });
    assert.deepEqual(planOf(deepspeed).options, {
      zeroStage: 2,
      batchSize: 4,
      gradientAccumulation: 8,
      dtype: 'fp16',
      optimizer: 'adamw',
      gpus: 8,
    });
  });

  it('of DeepSpeed with "auto" stay open', () => {
    const text =
      '{"train_batch_size": "auto", "bf16": {"enabled": "auto"}, "zero_optimization": {"stage": 3}}';
    assert.deepEqual(planOf(text).options, { zeroStage: 3 });
  });

  it('in Python: arguments, adapter, quantised base, the model by its variable; what only a run tells stays open', () => {
    const plan = planOf(python);
    assert.deepEqual(plan.options, {
      batchSize: 4,
      gradientAccumulation: 2,
      steps: 500,
      sequenceLength: 1024,
      dtype: 'bf16',
      optimizer: 'adamw8bit',
      recompute: 'full',
    });
    assert.deepEqual(plan.places.get('batchSize'), {
      key: 'per_device_train_batch_size',
      line: 10,
      column: 33,
    });
    assert.equal(plan.baseModel?.name, 'mistralai/Mistral-7B-v0.1');
    assert.deepEqual(plan.adapter, {
      method: 'lora',
      rank: 64,
      targets: ['q_proj', 'k_proj'],
      trainedWhole: [],
      baseBits: 4,
    });
    assert.match(plan.notes.map(inEnglish).join(), /learning_rate/);
  });

  it('in the sections of pretraining frameworks', () => {
    assert.deepEqual(planOf(foundry).options, {
      sequenceLength: 2048,
      dtype: 'bf16',
      steps: 4800,
      sequencesPerStep: 256,
      batchSize: 16,
      optimizer: 'adamw',
      zeroStage: 3,
      recompute: 'none',
    });
    assert.deepEqual(planOf(nanotron).options, {
      sequenceLength: 4096,
      batchSize: 2,
      gradientAccumulation: 3,
      steps: 1000,
      dataParallel: 4,
      tensorParallel: 2,
      pipelineParallel: 1,
      zeroStage: 1,
      dtype: 'bf16',
    });
    const titan = planOf(torchtitan);
    assert.deepEqual(titan.options, {
      sequenceLength: 8192,
      batchSize: 1,
      steps: 1000,
      zeroStage: 3,
      tensorParallel: 8,
      recompute: 'selective',
    });
    // 32 devices, a group of 8 for each copy: 4 copies of batch 2, so 256 / 8 = 32 to accumulate.
    assert.equal(planOf(nemo).options.gradientAccumulation, 32);
    assert.equal(planOf(nemo).options.gpus, 32);
  });

  it('of FSDP by what its values say', () => {
    const stageOf = (lines: string): unknown =>
      planOf(`base_model: gpt2\nmicro_batch_size: 1\n${lines}\n`).options.zeroStage;
    for (const [lines, stage] of [
      ['fsdp:\n  - full_shard\n  - auto_wrap', 3],
      ['fsdp: shard_grad_op auto_wrap', 2],
      ['fsdp: [no_shard]', 0],
      ['fsdp: [hybrid_shard, auto_wrap]', 3],
      ['fsdp: [full_shard]\nfsdp_config:\n  fsdp_sharding_strategy: SHARD_GRAD_OP', 2],
      ['fsdp_config:\n  sharding_strategy: 5', 2],
      ['fsdp_version: 2\nfsdp_config:\n  reshard_after_forward: false', 2],
      ['fsdp_version: 2\nfsdp_config:\n  reshard_after_forward: true', 3],
      ['fsdp:\nfsdp_config:', undefined],
      ['fsdp: []\nfsdp_config: {}', undefined],
      ['fsdp: ""', undefined],
    ] as const)
      assert.equal(stageOf(lines), stage, lines);
    const unsaid = planOf(
      'base_model: gpt2\nmicro_batch_size: 1\nfsdp_config:\n  fsdp_offload_params: true\n  activation_checkpointing: true\n',
    );
    assert.deepEqual([unsaid.options.zeroStage, unsaid.options.recompute], [3, 'full']);
    assert.match(inEnglish(unsaid.toolDefaults.get('zeroStage') ?? message('')), /default/);
    assert.match(unsaid.notes.map(inEnglish).join(), /offloaded/);
    const switched = accelerate.replace(/fsdp_config:\n.*\n/, '');
    assert.equal(planOf(switched).options.zeroStage, 3);
    assert.equal(planOf(switched.replace('FSDP', 'MULTI_GPU')).options.zeroStage, 0);
  });

  it('of LLaMA-Factory without a cutoff have its default; max_samples bounds the data set', () => {
    const plan = planOf(llamaFactory.replace('cutoff_len: 2048\n', 'dataset: one,two\nmax_samples: 1000\n'));
    assert.equal(plan.options.sequenceLength, 2048);
    assert.match(
      inEnglish(plan.toolDefaults.get('sequenceLength') ?? message('')),
      /LLaMA-Factory’s default/,
    );
    assert.equal(plan.options.datasetTokens, 2 * 1000 * 2048);
    assert.equal(plan.places.get('datasetTokens')?.key, 'max_samples');
    assert.match(plan.notes.map(inEnglish).join(), /at most/);
    assert.equal(planOf(llamaFactory).options.datasetTokens, undefined);
  });

  it('of a job for MosaicML’s platform are those of the training file within it', () => {
    const job = [
      'name: mpt',
      'command: composer train/train.py /mnt/config/parameters.yaml',
      'parameters:',
      '  max_seq_len: 8192',
      '  model: { name: mpt_causal_lm, d_model: 512, n_heads: 8, n_layers: 2, vocab_size: 1000, max_seq_len: "${max_seq_len}" }',
      '  max_duration: 100ba',
      '  global_train_batch_size: 128',
      '  precision: amp_bf16',
    ].join('\n');
    const plan = planOf(job);
    assert.deepEqual([plan.options.steps, plan.options.sequenceLength], [100, 8192]);
    assert.equal(plan.places.get('steps')?.line, 6);
    const reading = readModelConfig(job);
    assert.ok(reading.kind === 'model');
    assert.equal(reading.spec.contextLength, 8192);
  });

  it('of LLaMA-Factory since its rewrite: adapter, devices, optimizer and quantisation in sections', () => {
    const plan = planOf(
      [
        'model: Qwen/Qwen3-4B',
        'model_class: llm',
        'peft_config:',
        '  name: lora',
        '  r: 16',
        '  target_modules: all',
        'quant_config: { name: bnb, quantization_bit: 4 }',
        'dist_config: { name: fsdp2 }',
        'optim_config: { name: muon }',
        'micro_batch_size: 2',
        'global_batch_size: 16',
        'dp_size: 4',
        'max_steps: 10',
        'num_train_epochs: 2',
      ].join('\n'),
    );
    assert.equal(plan.format, 'llama-factory');
    assert.equal(plan.baseModel?.name, 'Qwen/Qwen3-4B');
    const { sequenceLength, batchSize, gradientAccumulation, steps, epochs, zeroStage, optimizer } =
      plan.options;
    assert.deepEqual(
      [sequenceLength, batchSize, gradientAccumulation, steps, epochs, zeroStage, optimizer],
      [2048, 2, 2, 10, undefined, 3, 'muon'],
    );
    assert.deepEqual([plan.adapter?.rank, plan.adapter?.baseBits], [16, 4]);
  });

  it('that name a DeepSpeed file are open to what it says', () => {
    const plan = planOf(llamaFactory);
    assert.equal(plan.deepspeedFile?.name, 'examples/deepspeed/ds_z3_config.json');
    const joined = withDeepspeedFile(plan, planOf(deepspeed), 'ds.json');
    assert.deepEqual(
      [joined.options.zeroStage, joined.options.batchSize, joined.options.optimizer, joined.deepspeedFile],
      [2, 1, 'adamw', null],
    );
    assert.equal(joined.places.get('zeroStage')?.file, 'ds.json');
    assert.equal(joined.places.get('batchSize')?.file, undefined);
    const open = planOf(axolotl.replace('deepspeed_configs/zero2.json', 'mine.json'));
    assert.equal(open.options.zeroStage, undefined);
    assert.equal(open.deepspeedFile?.name, 'mine.json');
  });

  it('of GPT-NeoX: dashes and underscores, recomputation as it says or as is its default', () => {
    const neox = (line: string): TrainingPlan =>
      planOf(
        `{\n"num-layers": 12,\n"seq-length": 2048,\n"train_micro_batch_size_per_gpu": 4,\n"train-iters": 1000,\n"pipe-parallel-size": 0,${line}\n"model-parallel-size": 2,\n}`,
      );
    assert.equal(neox('"checkpoint-activations": true,').options.recompute, 'full');
    assert.equal(neox('"checkpoint_activations": false,').options.recompute, 'none');
    const unsaid = neox('');
    assert.deepEqual([unsaid.options.recompute, unsaid.options.pipelineParallel], ['none', undefined]);
    assert.match(inEnglish(unsaid.toolDefaults.get('recompute') ?? message('')), /default/);
  });

  it('of Megatron-LM, in a launch script and in YAML', () => {
    const script = `#!/bin/bash
GPUS_PER_NODE=8
NNODES=\${SLURM_NNODES:-4}
TP=4
MICRO=2
ARGS="
    --tensor-model-parallel-size $TP \\
    --pipeline-model-parallel-size 2 \\
    --micro-batch-size \${MICRO} \\
    --global-batch-size 64 \\
    --seq-length 4096 \\
    --num-layers 12 --hidden-size 512 \\
    --train-samples 1000 \\
    --use-distributed-optimizer --recompute-activations --bf16
"
torchrun --nproc_per_node $GPUS_PER_NODE --nnodes $NNODES pretrain_gpt.py $ARGS --lr $UNKNOWN
`;
    const plan = planOf(script);
    assert.equal(plan.format, 'megatron-lm');
    assert.deepEqual(plan.diagnostics, []);
    assert.deepEqual(plan.options, {
      sequenceLength: 4096,
      batchSize: 2,
      tensorParallel: 4,
      pipelineParallel: 2,
      dtype: 'bf16',
      recompute: 'selective',
      zeroStage: 1,
      gpus: 32,
      sequencesPerStep: 64,
      tokens: 1000 * 4096,
      // 32 devices, 8 for each copy: 4 copies of batch 2.
      gradientAccumulation: 8,
    });
    assert.equal(plan.places.get('batchSize')?.line, 9);
    const yaml = `MODEL_ARGS:
  --num-layers: 12
  --micro-batch-size: 4
  --global-batch-size: 256
  --seq-length: 2048
  --train-iters: 500
  --recompute-granularity: full
  --fp16: true
  --optimizer: adam
`;
    assert.deepEqual(planOf(yaml).options, {
      sequenceLength: 2048,
      batchSize: 4,
      steps: 500,
      dtype: 'fp16',
      recompute: 'full',
      optimizer: 'adamw',
      sequencesPerStep: 256,
    });
    const open = planOf(script.replace('--micro-batch-size ${MICRO}', '--micro-batch-size $NOBODY_KNOWS'));
    assert.deepEqual([open.options.batchSize, open.diagnostics], [8 * 2, []]);
  });

  it('of OLMo: durations in tokens, recomputation in part', () => {
    const plan = planOf(`run_name: x
model:
  d_model: 1024
  max_sequence_length: 4096
  flash_attention: true
optimizer:
  name: adamw
max_duration: 2e12T
global_train_batch_size: 2048
device_train_microbatch_size: 2
precision: amp_bf16
fsdp:
  sharding_strategy: SHARD_GRAD_OP
activation_checkpointing: whole_layer
`);
    assert.equal(plan.format, 'olmo');
    assert.deepEqual(plan.options, {
      sequenceLength: 4096,
      dtype: 'bf16',
      sequencesPerStep: 2048,
      tokens: 2e12,
      batchSize: 2,
      optimizer: 'adamw',
      zeroStage: 2,
      recompute: 'full',
      flashAttention: true,
    });
  });

  it('say what can’t be at its place and leave it open', () => {
    const text = axolotl
      .replace('micro_batch_size: 2', 'micro_batch_size: two')
      .replace('lora_r: 32', 'lora_r: -3');
    const plan = planOf(text);
    assert.equal(plan.options.batchSize, undefined);
    assert.equal(plan.adapter, null);
    const [batch] = plan.diagnostics;
    assert.match(englishOf(batch), /^micro_batch_size must be a number, not "two"/);
    assert.equal(text.slice(batch?.span.offset, (batch?.span.offset ?? 0) + 3), 'two');
    assert.equal(plan.diagnostics.length, 2);
  });

  it('are told from other files', () => {
    for (const text of [
      '',
      'a: 1\n',
      '{"name": "x"}',
      'trainer: someone\n',
      'import os\n',
      '[tool]\nseq_len = 3\n',
      '\0\0',
    ])
      assert.equal(readTrainingPlan(text).kind, 'notPlan', text);
  });

  it('never throw or run long, whatever the text', () => {
    const texts = [
      axolotl,
      llamaFactory,
      torchtune,
      accelerate,
      deepspeed,
      python,
      foundry,
      nanotron,
      torchtitan,
      nemo,
    ];
    const pieces = [
      '-1',
      'null',
      '1e400',
      '"x"',
      '[]',
      '{}',
      '0',
      'auto',
      '99999999999999999999',
      '\n',
      ': ',
      '"',
      "'",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...pieces), fc.nat(12)),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        (text, changes) => {
          let mutated = text;
          for (const [where, piece, removed] of changes) {
            const at = Math.floor(where * mutated.length);
            mutated = mutated.slice(0, at) + piece + mutated.slice(at + removed);
          }
          const reading = readTrainingPlan(mutated);
          if (reading.kind !== 'plan') return;
          for (const value of Object.values(reading.plan.options))
            assert.ok(typeof value !== 'number' || Number.isFinite(value));
        },
      ),
      { numRuns: 400, seed: 11 },
    );
  });
});
