import assert from 'node:assert/strict';
import { readModelConfig } from '../../../../src/model/read-config';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { inEnglish, message } from '../../../../src/units/message';
import { foundry, nanotron, torchtitan, nemo, planOf } from './plan-examples';

describe('training plans of pretraining frameworks', () => {
  it('in their sections', () => {
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
      fp32Gradients: true,
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

  it('of Megatron-LM, in a script whose machines are still to be filled in', () => {
    const script = (machines: number, degrees: string): string =>
      `GPUS_PER_NODE=8\nNUM_NODES=${machines}\nARGS=(--nproc_per_node $GPUS_PER_NODE --nnodes $NUM_NODES)\ntorchrun \${ARGS[@]} pretrain_gpt.py --num-layers 96 --micro-batch-size 1 --seq-length 2048 --train-iters 10 ${degrees}\n`;
    const degrees = '--tensor-model-parallel-size 8 --pipeline-model-parallel-size 16';
    const one = planOf(script(1, degrees));
    assert.equal(one.options.gpus, 128);
    assert.match(
      (one.warnings ?? []).map(({ message: told }) => inEnglish(told)).join(),
      /^--nproc_per_node makes 8 accelerators, too few for the parallel degrees: 128 are taken/,
    );
    assert.equal(planOf(script(16, degrees)).options.gpus, 128);
    const experts = '--pipeline-model-parallel-size 4 --expert-model-parallel-size 8';
    assert.equal(planOf(script(1, experts)).options.gpus, 32);
    assert.equal(planOf(script(4, experts)).options.gpus, 32);
    // As many as would do, but not a multiple: a contradiction, told at its place.
    assert.equal(planOf(script(3, '--tensor-model-parallel-size 16')).options.gpus, 24);
  });

  it('of Megatron-Bridge, by the recipe that a command names and what it lays over it', () => {
    const script = (recipe: string): string => `#!/bin/bash
MODEL=llama32_1b
STEPS=100
uv run python -m torch.distributed.run --nproc_per_node=8 scripts/training/run_recipe.py \\
    --recipe ${recipe} \\
    model.seq_length=4096 train.train_iters=$STEPS train.global_batch_size=16 train.micro_batch_size=1 \\
    model.tensor_model_parallel_size=2
`;
    const plan = planOf(script('${MODEL}_pretrain_8gpu_h100_bf16_config'));
    assert.equal(plan.format, 'megatron-bridge');
    assert.equal(plan.baseModel?.name, 'Llama-3.2-1b');
    assert.deepEqual(plan.options, {
      fineTunes: false,
      gpus: 8,
      sequenceLength: 4096,
      steps: 100,
      batchSize: 1,
      tensorParallel: 2,
      sequencesPerStep: 16,
      gradientAccumulation: 4,
    });
    assert.match(
      plan.notes.map(inEnglish).join(),
      /What the recipe llama32_1b_pretrain_8gpu_h100_bf16_config itself says/,
    );
    const adapted = planOf(script('qwen25_7b_peft_config'));
    assert.deepEqual([adapted.baseModel?.name, adapted.adapter?.rank], ['qwen2.5-7b', 32]);
    assert.equal(planOf(script('$1')).baseModel, null);
  });

  it('of FlagScale: Megatron’s arguments in sections of the model and of the system', () => {
    const { format, options } = planOf(`system:
  tensor_model_parallel_size: 2
  pipeline_model_parallel_size: 2
  use_distributed_optimizer: true
  precision:
    bf16: true
model:
  num_layers: 24
  hidden_size: 1024
  num_attention_heads: 16
  seq_length: 2048
  micro_batch_size: 2
  global_batch_size: 512
  train_samples: 1_000_000
`);
    assert.equal(format, 'megatron-lm');
    assert.deepEqual(options, {
      sequenceLength: 2048,
      batchSize: 2,
      tensorParallel: 2,
      pipelineParallel: 2,
      dtype: 'bf16',
      fp32Gradients: true,
      zeroStage: 1,
      tokens: 2048 * 1_000_000,
      sequencesPerStep: 512,
    });
  });

  it('of Megatron-LM, in YAML with a script of other arguments in a text', () => {
    const plan = planOf(`BEFORE_SCRIPT: |
  torchrun --nproc_per_node=8 quantize.py \\
    --micro-batch-size 1 \\
    --seq-length 512
MODEL_ARGS:
  --num-layers: 24
  --micro-batch-size: 4
  --global-batch-size: 8
  --seq-length: 2048
  --train-iters: 10
`);
    const { batchSize, sequencesPerStep, sequenceLength, steps } = plan.options;
    assert.deepEqual([batchSize, sequencesPerStep, sequenceLength, steps], [4, 8, 2048, 10]);
    assert.deepEqual(plan.warnings ?? [], []);
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
      fp32Gradients: true,
      recompute: 'attention',
      zeroStage: 1,
      gpus: 32,
      sequencesPerStep: 64,
      tokens: 1000 * 4096,
      // 32 devices, 8 for each copy: 4 copies of batch 2.
      gradientAccumulation: 8,
    });
    assert.equal(plan.places.get('batchSize')?.line, 9);
    const narrow = planOf(script.replace('--bf16', '--bf16 --grad-reduce-in-bf16'));
    assert.equal(narrow.options.fp32Gradients, undefined);
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

  it('with the accelerator that a job asks for by name', () => {
    const hardwareOf = (...lines: string[]): string | null | undefined =>
      planOf(`#!/bin/bash
${lines.map((line) => `#SBATCH ${line}`).join('\n')}
srun torchrun --nproc_per_node 8 pretrain_gpt.py --num-layers 12 --hidden-size 512 --micro-batch-size 2 --seq-length 4096 --bf16
`).options.hardware;
    assert.equal(hardwareOf('--nodes=2', '--gres=gpu:a100:8'), 'a100');
    assert.equal(hardwareOf('--gpus-per-node=h100:4'), 'h100');
    assert.equal(hardwareOf('-G v100:2'), 'v100');
    assert.equal(hardwareOf('--gres=gpu:8', '--constraint="a100_80&nvlink"'), 'a100 80GB');
    assert.equal(hardwareOf('-C rtx_3090'), 'rtx_3090');
    assert.equal(hardwareOf('-C dgx&a100'), 'a100');
    assert.equal(hardwareOf('--gres=gpu:nvidia_h100_80gb_hbm3:4'), 'nvidia_h100_80gb_hbm3');
    // Not known, or not the one.
    for (const line of [
      '--gres=gpu:8',
      '--gres=gpu:tesla:2',
      '--constraint=a100|h100',
      '-C skylake',
      '-C dgx',
      '-C sxm5',
      '-C blackwell',
      '-C x86-64&v3',
      '-C m2',
      '--gres=gpu:1g.10gb:1',
    ])
      assert.equal(hardwareOf(line), undefined, line);
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

  it('of Megatron-DeepSpeed: its tokens end the run, its steps are to spare', () => {
    const plan = planOf(
      'TOKENS=3000000\ndeepspeed pretrain_gpt.py --deepspeed --num-layers 2 --hidden-size 64 --micro-batch-size 2 --seq-length 512' +
        ' --train-tokens ${TOKENS} --train-iters $(( ${TOKENS} * 3 / 8 / 512 ))\n',
    );
    assert.deepEqual([plan.options.tokens, plan.options.steps], [3_000_000, undefined]);
  });

  it('counts the accelerators of a Slurm job by its own lines', () => {
    const args = '--num-layers 2 --hidden-size 64 --micro-batch-size 1 --seq-length 512 --train-iters 9';
    const gpus = (lines: string, start: string): unknown =>
      planOf(`#!/bin/bash\n${lines.replace(/^/gm, '#SBATCH ')}\n${start}\n`).options.gpus;
    const launcher =
      'NNODES=$SLURM_JOB_NUM_NODES\nexport LAUNCHER="python -m torch.distributed.run --nproc_per_node 4 --nnodes $NNODES"\n';
    assert.equal(gpus('--nodes=6', `${launcher}srun bash -c '$LAUNCHER pretrain_gpt.py' ${args}`), 24);
    assert.equal(gpus('-N 6\n--ntasks-per-node=4', `srun python pretrain_gpt.py ${args}`), 24);
    assert.equal(gpus('--ntasks 16', `srun python pretrain_gpt.py ${args}`), 16);
    assert.equal(gpus('--nodes=3\n--gres=gpu:a100:8', `srun python pretrain_gpt.py ${args}`), 24);
    assert.equal(
      gpus('--nodes=3\n--ntasks-per-node=1\n--gpus-per-node 2', `srun python pretrain_gpt.py ${args}`),
      6,
    );
    assert.equal(gpus('--nodes=2-4\n--ntasks-per-node=4', `srun python pretrain_gpt.py ${args}`), undefined);
    assert.equal(gpus('--nodes=3\n--ntasks-per-node=4', `python pretrain_gpt.py ${args}`), undefined);
  });

  it('of GPT-NeoX’s YAML in braces, with words that JSON does not have', () => {
    const plan = planOf(
      '{\n"num-layers": 12,\n"train_micro_batch_size_per_gpu": 4,\n"train-iters": 1000,\n"zero_optimization": {"stage": 1, "overlap_comm": True},\n}',
    );
    assert.deepEqual([plan.format, plan.options.steps, plan.options.zeroStage], ['gpt-neox', 1000, 1]);
    // DeepSpeed's own file is JSON: what breaks it is told.
    const broken = readTrainingPlan(
      '{\n"train_micro_batch_size_per_gpu": 4,\n"zero_optimization": {"stage": 1, "overlap_comm": True}\n}',
    );
    assert.equal(broken.kind, 'invalid');
    assert.ok(broken.diagnostics.length > 0);
  });

  it('of Composer: a time stays open and is told, no duration is refused at its place', () => {
    const lasting = (duration: string): string =>
      `max_seq_len: 2048\nmodel: {name: x}\nglobal_train_batch_size: 16\nprecision: amp_bf16\nmax_duration: ${duration}\n`;
    for (const time of ['30min', '2h', '1h30m', '45 sec']) {
      const { options, notes, diagnostics } = planOf(lasting(time));
      assert.deepEqual(
        [options.tokens, options.steps, options.epochs, diagnostics],
        [undefined, undefined, undefined, []],
      );
      assert.match(notes.map(inEnglish).join(' '), /max_duration is .*, a time/);
    }
    assert.match(planOf(lasting('3iter')).notes.map(inEnglish).join(' '), /unit is not read/);
    for (const none of ['-5ba', '0ep', 'long', '5parsecs']) {
      const text = lasting(none);
      const [problem] = planOf(text).diagnostics;
      assert.ok(problem !== undefined, none);
      assert.equal(text.slice(problem.span.offset, problem.span.offset + problem.span.length), none);
      assert.match(inEnglish(problem.message), /must be a duration above 0/);
    }
  });

  it('of torchtitan, with dotted keys and tables in a line', () => {
    for (const text of [
      'job.description = "x"\nmodel.name = "llama3"\nmodel.flavor = "8B"\ntraining.local_batch_size = 4\ntraining.seq_len = 4096\ntraining.steps = 10\n',
      'job = {}\nmodel = {name = "llama3", flavor = "8B"}\ntraining = {local_batch_size = 4, seq_len = 4096, steps = 10}\n',
    ]) {
      const { format, options } = planOf(text);
      assert.deepEqual(
        [format, options.batchSize, options.sequenceLength, options.steps],
        ['torchtitan', 4, 4096, 10],
      );
      assert.equal(readModelConfig(text).kind, 'model');
      const wrong = text.replace(/(local_batch_size = )4/, '$1-4');
      const [problem] = planOf(wrong).diagnostics;
      assert.equal(wrong.slice(problem?.span.offset).slice(0, problem?.span.length), '-4');
    }
  });

  it('of Megatron-LM: a degree of the experts’ own is told', () => {
    const script = (own: number): string =>
      `torchrun pretrain_gpt.py --num-layers 4 --seq-length 512 --micro-batch-size 1 --tensor-model-parallel-size 2 --num-experts 8 --expert-model-parallel-size 4 --expert-tensor-parallel-size ${own}\n`;
    const notes = (own: number): string => planOf(script(own)).notes.map(inEnglish).join(' ');
    assert.match(notes(1), /--expert-tensor-parallel-size \(1\) is not the tensor-parallel degree \(2\)/);
    assert.doesNotMatch(notes(2), /expert-tensor/);
  });

  it('of llm-foundry: a base model with adapters', () => {
    const { adapter } = planOf(
      'max_seq_len: 2048\nmodel:\n  name: hf_causal_lm\n  pretrained_model_name_or_path: gpt2\n  peft_config:\n    r: 64\n    peft_type: LORA\n    target_modules: [c_attn]\nmax_duration: 2ep\nglobal_train_batch_size: 16\n',
    );
    assert.deepEqual([adapter?.method, adapter?.rank, adapter?.targets], ['lora', 64, ['c_attn']]);
  });

  it('of ms-swift, as the arguments that it was started with', () => {
    const { format, options, adapter, baseModel } = planOf(
      JSON.stringify({
        model: '/models/Qwen/Qwen3-8B',
        model_type: 'qwen3',
        model_name: null,
        tuner_type: 'full',
        lora_rank: 8,
        per_device_train_batch_size: 2,
        gradient_accumulation_steps: 4,
        max_steps: 100,
        max_length: 8192,
      }),
    );
    assert.equal(format, 'ms-swift');
    assert.equal(adapter, null);
    assert.equal(baseModel?.name, '/models/Qwen/Qwen3-8B');
    assert.deepEqual(
      [options.batchSize, options.gradientAccumulation, options.steps, options.sequenceLength],
      [2, 4, 100, 8192],
    );
  });

  it('of Composer, by the sequences that it trains on', () => {
    assert.equal(
      planOf(foundry.replace(/max_duration: .*/, 'max_duration: 3000sp')).options.tokens,
      3000 * 2048,
    );
    const open = planOf(
      foundry
        .replace(/max_duration: .*/, 'max_duration: 3000sp')
        .replace(/^.*(?:max_seq_len|max_sequence_length).*\n/gm, ''),
    );
    assert.equal(open.options.tokens, undefined);
    assert.match(open.notes.map(inEnglish).join(' '), /max_duration is in sequences/);
  });

  it('of litgpt: an adapter by its switches, without a rank at litgpt’s own, else told that it may be one', () => {
    const file =
      'checkpoint_dir: checkpoints/org/model\ntrain:\n  global_batch_size: 8\n  micro_batch_size: 2\n';
    const without = planOf(`${file}lora_alpha: 16\nlora_mlp: true\n`);
    assert.deepEqual(
      [without.adapter?.rank, without.adapter?.targets],
      [8, ['q_proj', 'v_proj', 'gate_proj', 'up_proj', 'down_proj']],
    );
    assert.equal(planOf(`${file}out_dir: out/finetune/lora-model\n`).adapter?.rank, 8);
    const open = planOf(`${file}out_dir: out/mine\n`);
    assert.equal(open.adapter, null);
    assert.match(open.notes.map(inEnglish).join(' '), /Whether an adapter is trained/);
    assert.doesNotMatch(
      planOf(`${file}out_dir: out/finetune/full\n`).notes.map(inEnglish).join(' '),
      /Whether/,
    );
  });
});
