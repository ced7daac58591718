import { batchFault } from '../../../../src/energy/plans/step-batch';
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

describe('plans of frameworks that tune a model of the hub', () => {
  it('of NeMo AutoModel: schedule, degrees, sharding, an adapter by a pattern on a quantised base', () => {
    const plan = planOf(
      'step_scheduler:\n  global_batch_size: 64\n  local_batch_size: 8\n  num_epochs: 2\n' +
        'model:\n  _target_: nemo_automodel.NeMoAutoModelForCausalLM.from_pretrained\n  pretrained_model_name_or_path: org/model-1b\n  torch_dtype: bfloat16\n' +
        "peft:\n  target_modules: '*_proj'\n  dim: 16\nquantization:\n  load_in_4bit: true\n" +
        'distributed:\n  strategy: fsdp2\n  dp_size: none\n  tp_size: 2\n  activation_checkpointing: true\n' +
        'packed_sequence:\n  packed_sequence_size: 4096\noptimizer:\n  _target_: torch.optim.AdamW\n',
    );
    assert.deepEqual([plan.format, plan.baseModel?.name], ['nemo-automodel', 'org/model-1b']);
    assert.deepEqual(plan.options, {
      sequenceLength: 4096,
      batchSize: 8,
      epochs: 2,
      tensorParallel: 2,
      zeroStage: 3,
      dtype: 'bf16',
      optimizer: 'adamw',
      recompute: 'full',
      sequencesPerStep: 64,
    });
    assert.deepEqual(
      [plan.adapter?.rank, plan.adapter?.targets, plan.adapter?.baseBits],
      [16, ['all-linear'], 4],
    );
  });

  it('of NeMo RL: the degrees of the side that is switched on; what is generated is told', () => {
    const plan = planOf(
      'grpo:\n  max_num_steps: 100\npolicy:\n  model_name: org/model-8b\n  train_global_batch_size: 512\n  train_micro_batch_size: 4\n' +
        '  max_total_sequence_length: 2048\n  precision: bfloat16\n  dtensor_cfg:\n    enabled: false\n    tensor_parallel_size: 8\n' +
        '  megatron_cfg:\n    enabled: true\n    tensor_model_parallel_size: 2\n    pipeline_model_parallel_size: 2\ncluster:\n  gpus_per_node: 8\n  num_nodes: 4\n',
    );
    assert.equal(plan.format, 'nemo-rl');
    const { tensorParallel, pipelineParallel, gpus, gradientAccumulation, steps } = plan.options;
    // 512 sequences over 32 / 4 workers of 4.
    assert.deepEqual(
      [tensorParallel, pipelineParallel, gpus, gradientAccumulation, steps],
      [2, 2, 32, 16, 100],
    );
    assert.match(plan.notes.map(inEnglish).join(), /what the model generates/);
  });

  it('of prime-rl, in TOML', () => {
    const plan = planOf(
      'max_steps = 20\n[model]\nname = "org/model"\n[model.lora]\nrank = 8\n[model.ac]\nfreq = 1\n[data]\nname = "org/data"\nbatch_size = 32\nmicro_batch_size = 2\nseq_len = 4096\n[deployment]\nnum_train_gpus = 4\n',
    );
    assert.deepEqual([plan.format, plan.baseModel?.name, plan.adapter?.rank], ['prime-rl', 'org/model', 8]);
    const { sequenceLength, batchSize, gradientAccumulation, gpus, recompute } = plan.options;
    assert.deepEqual(
      [sequenceLength, batchSize, gradientAccumulation, gpus, recompute],
      [4096, 2, 4, 4, 'full'],
    );
  });

  it('of AReaL: the devices of the actor, not those that generate', () => {
    const plan = planOf(
      'total_train_epochs: 10\ncluster:\n  n_nodes: 1\n  n_gpus_per_node: 8\nrollout:\n  backend: "sglang:d4"\nactor:\n  backend: "megatron:d2p1t2"\n  path: org/model\n  dtype: bfloat16\n  gradient_checkpointing: true\ntrain_dataset:\n  batch_size: 128\n',
    );
    const { gpus, dataParallel, tensorParallel, sequencesPerStep, epochs } = plan.options;
    assert.deepEqual(
      [plan.format, gpus, dataParallel, tensorParallel, sequencesPerStep, epochs],
      ['areal', 4, 2, 2, 128, 10],
    );
  });
});

describe('training plans in the arguments of a command', () => {
  it('of transformers’ Trainer, started by torchrun', () => {
    const plan = planOf(
      '#!/bin/bash\nBATCH=4\ntorchrun --nproc_per_node=4 --nnodes 2 train.py \\\n  --model_name_or_path org/model-7b \\\n  --per-device-train-batch-size $BATCH --bf16 True --num_train_epochs 3 \\\n  --gradient_accumulation_steps 8 --model_max_length 2048 --q_lora True --lora_r 16 --lora_target_modules q_proj v_proj\n',
    );
    assert.deepEqual([plan.format, plan.baseModel?.name], ['transformers', 'org/model-7b']);
    assert.deepEqual(plan.options, {
      batchSize: 4,
      gradientAccumulation: 8,
      epochs: 3,
      sequenceLength: 2048,
      dtype: 'bf16',
      gpus: 8,
    });
    assert.deepEqual([plan.adapter?.rank, plan.adapter?.baseBits, plan.baseModel?.place.line], [16, 4, 4]);
  });

  it('of ms-swift, without a line that says which shell; LoRA where nobody says', () => {
    const script = (more: string): string =>
      `NPROC_PER_NODE=2 \\\nswift sft \\\n    --model org/Model-7B \\\n    --dataset org/data \\\n    --torch_dtype bfloat16 \\\n    --num_train_epochs 1 --per_device_train_batch_size 1 --max_length 2048 ${more}\n`;
    const plan = planOf(script('--quant_bits 4 --quant_method bnb'));
    assert.deepEqual([plan.format, plan.baseModel?.name, plan.options.gpus], ['ms-swift', 'org/Model-7B', 2]);
    assert.deepEqual([plan.adapter?.rank, plan.adapter?.baseBits], [8, 4]);
    assert.equal(planOf(script('--tuner_type full')).adapter, null);
  });

  it('of LLaMA-Factory', () => {
    const plan = planOf(
      '#!/bin/bash\nllamafactory-cli train --model_name_or_path org/model --stage sft --finetuning_type lora --lora_rank 4 --per_device_train_batch_size 2 --cutoff_len 1024 --quantization_bit 8\n',
    );
    assert.deepEqual(
      [plan.format, plan.adapter?.rank, plan.adapter?.baseBits, plan.options.sequenceLength],
      ['llama-factory', 4, 8, 1024],
    );
  });

  it('are none where a command does not train, and YAML stays YAML whatever its comments say', () => {
    assert.equal(
      readTrainingPlan('#!/bin/bash\npython eval.py --model_name_or_path org/model --batch_size 4\n').kind,
      'notPlan',
    );
    const recipe = planOf(
      '# python train.py --model_name_or_path org/other --num_train_epochs 1\nmodel_name_or_path: org/model\nnum_train_epochs: 2\n',
    );
    assert.deepEqual([recipe.format, recipe.baseModel?.name], ['trl', 'org/model']);
  });

  it('of scripts with LoRA of their own: open-instruct’s, LLaVA’s, QLoRA’s', () => {
    const own = (text: string): unknown[] => {
      const { adapter } = planOf(text);
      return adapter === null ? [] : [adapter.rank, adapter.targets, adapter.baseBits];
    };
    const yaml = 'model_name_or_path: org/model\nper_device_train_batch_size: 1\nmax_seq_length: 512\n';
    assert.deepEqual(own(`${yaml}use_lora: true\nlora_rank: 32\n`), [32, ['all-linear'], null]);
    assert.deepEqual(own(`${yaml}use_lora: false\nlora_rank: 32\n`), []);
    assert.deepEqual(own(`${yaml}use_peft: true\n`), [16, [], null]);
    const script =
      'python train.py --model_name_or_path org/model --per_device_train_batch_size 1 --num_train_epochs 1';
    assert.deepEqual(own(`${script} --lora_enable True --bits 4\n`), [64, ['all-linear'], 4]);
    assert.deepEqual(own(`${script} --double_quant --bits 4 --lora_r 16\n`), [16, ['all-linear'], 4]);
    const lengths = planOf(`${script} --source_max_len 24 --target_max_len 1000\n`);
    assert.equal(lengths.options.sequenceLength, 1024);
    const projector = planOf(`${script} --tune_mm_mlp_adapter True\n`);
    assert.match(projector.notes.map(inEnglish).join(' '), /projector alone/);
  });

  it('adds what is asked to what is answered where a model writes what it trains on', () => {
    const grpo = (lengths: string): unknown =>
      planOf(`model_name_or_path: org/model\nper_device_train_batch_size: 8\nnum_generations: 8\n${lengths}`)
        .options.sequenceLength;
    assert.equal(grpo('max_prompt_length: 300\nmax_completion_length: 1000\n'), 1300);
    assert.equal(grpo('max_completion_length: 1000\n'), 1512);
    assert.equal(grpo(''), undefined);
  });

  it('tells that what a model writes to train on is not counted, once, and only where it does', () => {
    const told = (text: string): number =>
      planOf(text).notes.filter((note) => inEnglish(note).includes('what the model generates')).length;
    const yaml = 'model_name_or_path: org/model\nper_device_train_batch_size: 8\n';
    const openRlhf = 'python -m openrlhf.cli.train_ppo_ray --pretrain org/model --micro_train_batch_size 8';
    for (const text of [
      `${yaml}num_generations: 8\n`,
      `${yaml}stage: ppo\nfinetuning_type: lora\n`,
      'swift rlhf --rlhf_type grpo --model org/model --dataset org/data --num_train_epochs 1\n',
      'from trl import GRPOConfig\nargs = GRPOConfig(max_steps=5, num_generations=8)\n',
      'from trl import RLOOConfig\nargs = RLOOConfig(max_steps=5)\n',
      `${openRlhf} --train_batch_size 128 --rollout_batch_size 1024 --generate_max_len 1024\n`,
    ])
      assert.equal(told(text), 1, text);
    for (const text of [
      yaml,
      `${yaml}stage: sft\nfinetuning_type: lora\n`,
      `${yaml}max_prompt_length: 512\nmax_completion_length: 512\nbeta: 0.1\n`,
      'swift rlhf --rlhf_type dpo --model org/model --dataset org/data --num_train_epochs 1\n',
      'from trl import DPOConfig\nargs = DPOConfig(max_steps=5)\n',
      'openrlhf.cli.train_sft --pretrain org/model --max_len 2048 --micro_train_batch_size 2\n',
    ])
      assert.equal(told(text), 0, text);
    const devices = planOf(`${openRlhf} --actor_num_gpus_per_node 8 --actor_num_nodes 2\n`);
    assert.equal(devices.options.gpus, 16);
  });

  it('of ms-swift on Megatron: Megatron’s arguments beside a model of the hub, all of it trained where nobody says', () => {
    const plan = planOf(
      'NPROC_PER_NODE=4 \\\nmegatron sft --model org/model --dataset org/data --tensor_model_parallel_size 2' +
        ' --micro_batch_size 1 --global_batch_size 16 --max_length 4096 --num_train_epochs 2 --recompute_granularity full\n',
    );
    assert.deepEqual([plan.format, plan.baseModel?.name, plan.adapter], ['ms-swift', 'org/model', null]);
    assert.deepEqual(plan.options, {
      batchSize: 1,
      epochs: 2,
      tensorParallel: 2,
      recompute: 'full',
      zeroStage: 1,
      dtype: 'bf16',
      sequenceLength: 4096,
      gpus: 4,
      sequencesPerStep: 16,
      // 4 devices, 2 for each copy.
      gradientAccumulation: 8,
    });
    const adapted = planOf(
      'megatron sft --model org/model --dataset org/data --micro_batch_size 1 --tuner_type lora --lora_rank 4\n',
    );
    assert.deepEqual([adapted.adapter?.rank, adapted.adapter?.targets], [4, ['all-linear']]);
  });

  it('of Unsloth: its own rank and matrices, and a word where no adapter is made', () => {
    const source = (adapter: string, loading = ''): string =>
      `from unsloth import FastLanguageModel\nfrom trl import SFTTrainer, SFTConfig\nmodel, tokenizer = FastLanguageModel.from_pretrained(model_name="org/model"${loading})\n${adapter}trainer = SFTTrainer(model=model, args=SFTConfig(per_device_train_batch_size=2, max_steps=60))\n`;
    const usual = planOf(source('model = FastLanguageModel.get_peft_model(model, lora_dropout=0)\n'));
    assert.deepEqual([usual.adapter?.rank, usual.adapter?.targets], [16, ['all-linear']]);
    const none = planOf(source(''));
    assert.equal(none.adapter, null);
    assert.match(none.notes.map(inEnglish).join(' '), /No adapter is made here/);
    const whole = planOf(source('', ', full_finetuning=True'));
    assert.doesNotMatch(whole.notes.map(inEnglish).join(' '), /No adapter is made here/);
  });

  it('of verl in a command: the keys that are laid over its files, answers for each prompt in a step', () => {
    const plan = planOf(
      'set -x\nBATCH=(\n  data.train_batch_size=256\n  data.max_prompt_length=500\n  data.max_response_length=1500\n)\n' +
        'python3 -m verl.trainer.main_ppo \\\n  ${BATCH[@]} \\\n  actor_rollout_ref.model.path=org/model \\\n' +
        '  actor_rollout_ref.actor.ppo_mini_batch_size=64 \\\n  actor_rollout_ref.actor.ppo_micro_batch_size_per_gpu=4 \\\n' +
        '  actor_rollout_ref.rollout.n=8 \\\n  +actor_rollout_ref.model.lora_rank=32 \\\n  trainer.n_gpus_per_node=8 trainer.nnodes=2 trainer.total_epochs=3 $@\n',
    );
    assert.deepEqual([plan.format, plan.baseModel?.name, plan.adapter?.rank], ['verl', 'org/model', 32]);
    assert.deepEqual(plan.options, {
      sequenceLength: 2000,
      batchSize: 4,
      epochs: 3,
      gpus: 16,
      recompute: 'full',
      zeroStage: 3,
      sequencesPerStep: 64 * 8,
    });
    assert.equal(plan.places.get('batchSize')?.line, 11);
    assert.match(plan.notes.map(inEnglish).join(), /what the model generates/);
    const examples = planOf(
      'model:\n  partial_pretrain: org/small\n  lora_rank: 0\ndata:\n  train_batch_size: 64\n  micro_batch_size_per_gpu: 2\n  max_length: 1024\ntrainer:\n  total_epochs: 2\n  n_gpus_per_node: 4\n',
    );
    assert.deepEqual([examples.format, examples.adapter], ['verl', null]);
    const { sequenceLength, gradientAccumulation, sequencesPerStep } = examples.options;
    assert.deepEqual([sequenceLength, gradientAccumulation, sequencesPerStep], [1024, 8, 64]);
  });

  it('of OpenRLHF’s command lines, old and new', () => {
    const old = planOf(
      'deepspeed --module openrlhf.cli.train_sft --pretrain org/model --max_len 2048 --train_batch_size 128 --micro_train_batch_size 2 --max_epochs 2 --zero_stage 3 --bf16 --lora_rank 16\n',
    );
    const since = planOf(
      'set -x\nread -r -d "" COMMAND <<EOF\nopenrlhf.cli.train_sft --model.model_name_or_path org/model --data.max_len 2048 --train.batch_size 128 --train.micro_batch_size 2 --train.max_epochs 2 --ds.zero_stage 3 --ds.param_dtype bf16 --ds.lora.rank 16\nEOF\ndeepspeed --module $COMMAND\n',
    );
    for (const plan of [old, since]) {
      assert.deepEqual(
        [plan.format, plan.baseModel?.name, plan.adapter?.rank],
        ['openrlhf', 'org/model', 16],
      );
      assert.deepEqual(plan.options, {
        sequenceLength: 2048,
        batchSize: 2,
        epochs: 2,
        zeroStage: 3,
        dtype: 'bf16',
        sequencesPerStep: 128,
      });
    }
  });

  it('of a trainer’s arguments in a file of their own, in a section or not, with a model or not', () => {
    const bare = planOf('output_dir: out\nper_device_train_batch_size: 4\nnum_train_epochs: 3\nbf16: true\n');
    assert.deepEqual([bare.format, bare.baseModel], ['transformers', null]);
    assert.deepEqual(bare.options, { batchSize: 4, epochs: 3, dtype: 'bf16' });
    const section = planOf(
      'model:\n  name_or_path: org/model\ntraining_args:\n  per_device_train_batch_size: 2\n  max_steps: 70\n',
    );
    assert.deepEqual([section.baseModel?.name, section.options], ['org/model', { batchSize: 2, steps: 70 }]);
    assert.equal(section.places.get('steps')?.line, 5);
    const short = planOf(
      'model_name_or_path: org/model\ndataset_name: org/data\nlearning_rate: 1.0e-4\nlr_scheduler_type: cosine\n',
    );
    assert.equal(short.baseModel?.name, 'org/model');
    assert.equal(readTrainingPlan('model_name: x\nlearning_rate: 0.1\n').kind, 'notPlan');
  });

  it('refuses a step’s sequences that its devices or the batch of one cannot make up, at the place', () => {
    const refused = (text: string): string[] => {
      const reading = readTrainingPlan(text);
      assert.ok(reading.kind === 'plan');
      const fault = batchFault(reading.plan, reading.plan.options);
      return fault === null ? [] : [`${fault.place.line}:${fault.place.column}: ${inEnglish(fault.error)}`];
    };
    const script = (batch: string, start: string): string[] =>
      refused(
        `${start} train.py --num-layers 2 --hidden-size 64 --seq-length 64 --global-batch-size 64 --train-iters 9${batch}\n`,
      );
    assert.match(
      script(' --micro-batch-size 5', 'python').join(),
      /^1:85: .*no multiple of the batch of one device \(5\)/,
    );
    assert.match(
      script('', 'torchrun --nproc_per_node 5').join(),
      /^1:106: .*no multiple of the 5 that work side by side/,
    );
    assert.deepEqual(script(' --micro-batch-size 4', 'torchrun --nproc_per_node 8'), []);
  });
});
