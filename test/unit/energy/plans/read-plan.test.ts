import assert from 'node:assert/strict';
import { readModelConfig } from '../../../../src/model/read-config';
import fc from 'fast-check';
import { withDeepspeedFile } from '../../../../src/energy/plans/merge-plan';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { englishOf } from '../../model/english';
import { inEnglish, message } from '../../../../src/units/message';
import {
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
  planOf,
} from './plan-examples';

describe('training plans', () => {
  it('of Axolotl: lengths, batches, quantised adapter, ZeRO by the file’s name', () => {
    const plan = planOf(axolotl);
    assert.deepEqual(plan.options, {
      sequenceLength: 4096,
      batchSize: 2,
      gradientAccumulation: 4,
      epochs: 3,
      optimizer: 'adamw8bit',
      pagedOptimizer: true,
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

  it('of switches that save memory', () => {
    const tune = (rest: string): string =>
      `model:\n  _component_: torchtune.models.llama3_1.llama3_1_8b\nbatch_size: 2\n${rest}`;
    const full = planOf(
      tune(
        'optimizer:\n  _component_: bitsandbytes.optim.PagedAdamW8bit\noptimizer_in_bwd: True\nenable_activation_offloading: True\nloss:\n  _component_: torchtune.modules.loss.LinearCrossEntropyLoss\n',
      ),
    ).options;
    assert.deepEqual(
      [full.optimizerInBackward, full.pagedOptimizer, full.offloadActivations, full.logits],
      [true, true, true, 'fused'],
    );
    const chunked = 'loss:\n  _component_: torchtune.modules.loss.CEWithChunkedOutputLoss\n';
    assert.equal(planOf(tune(chunked)).options.logits, 'chunked');
    const axo = (rest: string): string =>
      `base_model: a/b\ndatasets: [{path: c}]\nmicro_batch_size: 1\n${rest}`;
    const pure = planOf(axo('bf16: auto\nliger_fused_linear_cross_entropy: true\n'));
    assert.deepEqual([pure.options.mixedPrecision, pure.options.logits], [false, 'fused']);
    // DeepSpeed makes 32-bit weights beside them, FSDP widens what learns.
    for (const shared of ['deepspeed: zero1.json\n', 'fsdp: [full_shard]\n'])
      assert.equal(planOf(axo(`bf16: true\n${shared}`)).options.mixedPrecision, undefined);
    const trl = (rest: string): string => `model_name_or_path: a/b\nnum_train_epochs: 1\nbf16: true\n${rest}`;
    assert.equal(planOf(trl('')).options.mixedPrecision, undefined);
    const loaded = planOf(trl('torch_dtype: bfloat16\nuse_liger_kernel: true\n')).options;
    assert.deepEqual([loaded.mixedPrecision, loaded.logits], [false, 'fused']);
    assert.equal(
      planOf(trl('torch_dtype: bfloat16\ndeepspeed: ds.json\n')).options.mixedPrecision,
      undefined,
    );
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
      recompute: 'full',
      zeroStage: 3,
    });
    assert.deepEqual(plan.adapter?.targets, ['q_proj', 'v_proj']);
  });

  it('take a framework’s own default of recomputation, and say whose it is', () => {
    const factory = 'model_name_or_path: a/b\nstage: sft\nper_device_train_batch_size: 1\n';
    const trainer = (config: string, imports = ''): string =>
      `${imports}\nSFTTrainer(model="a/b", args=${config}).train()\n`;
    const unsloth = 'from unsloth import FastLanguageModel';
    const loaded = (options: string): string =>
      `${unsloth}\nm = FastLanguageModel.get_peft_model(m, r=16${options})`;
    const cases: readonly (readonly [text: string, recompute: string | undefined, whose: RegExp | null])[] = [
      [factory, 'full', /^LLaMA-Factory/],
      [`${factory}gradient_checkpointing: false\n`, 'full', /^LLaMA-Factory/],
      [`${factory}disable_gradient_checkpointing: true\n`, 'none', null],
      [`${factory}disable_gradient_checkpointing: false\n`, 'full', null],
      ['model_name_or_path: a/b\nmax_steps: 5\npacking: true\n', 'full', /^TRL/],
      ['model_name_or_path: a/b\nmax_steps: 5\n', undefined, null],
      [trainer('SFTConfig(max_steps=5)'), 'full', /^TRL/],
      [trainer('GRPOConfig(max_steps=5, gradient_checkpointing=False)'), 'none', null],
      [trainer('SFTConfig(max_steps=5, gradient_checkpointing=chosen())'), undefined, null],
      [trainer('TrainingArguments(max_steps=5)'), undefined, null],
      [trainer('TrainingArguments(max_steps=5)', unsloth), 'full', /^Unsloth/],
      [trainer('SFTConfig(max_steps=5)', loaded(', use_gradient_checkpointing="unsloth"')), 'full', null],
      [trainer('SFTConfig(max_steps=5)', loaded(', use_gradient_checkpointing=False')), 'none', null],
      [trainer('SFTConfig(max_steps=5)', loaded(', use_gradient_checkpointing=chosen()')), undefined, null],
    ];
    for (const [text, recompute, whose] of cases) {
      const { options, toolDefaults } = planOf(text);
      assert.equal(options.recompute, recompute, text);
      const why = toolDefaults.get('recompute');
      if (whose === null) assert.equal(why, undefined, text);
      else assert.match(why === undefined ? '' : inEnglish(why), whose, text);
    }
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
      sequencesPerStep: 256,
      dtype: 'fp16',
      optimizer: 'adamw',
      gpus: 8,
    });
  });

  it('say what lies in the host’s memory, of DeepSpeed, accelerate and torchtune', () => {
    const of = (zero: string): unknown =>
      planOf(`{"train_micro_batch_size_per_gpu": 1, "zero_optimization": {"stage": 3, ${zero}}}`).options
        .offload;
    const to = (device: string): string => `{"device": "${device}", "pin_memory": true}`;
    assert.equal(of(`"offload_optimizer": ${to('cpu')}`), 'optimizer');
    assert.equal(of(`"offload_param": ${to('cpu')}`), 'weights');
    assert.equal(of(`"offload_optimizer": ${to('cpu')}, "offload_param": ${to('nvme')}`), 'all');
    assert.equal(of(`"offload_optimizer": ${to('none')}, "offload_param": ${to('none')}`), undefined);
    const disks = planOf(
      `{"train_micro_batch_size_per_gpu": 1, "zero_optimization": {"stage": 3, "offload_optimizer": ${to('nvme')}}}`,
    );
    assert.match(disks.notes.map(inEnglish).join(), /disks/);
    const launched = planOf(
      'compute_environment: LOCAL_MACHINE\ndistributed_type: DEEPSPEED\nnum_processes: 2\ndeepspeed_config:\n  zero_stage: 3\n  offload_optimizer_device: cpu\n  offload_param_device: none\n',
    );
    assert.equal(launched.options.offload, 'optimizer');
    assert.equal(planOf(`${torchtune}\nfsdp_cpu_offload: true\n`).options.offload, 'all');
    assert.equal(planOf(`${torchtune}\nfsdp_cpu_offload: false\n`).options.offload, undefined);
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
      pagedOptimizer: true,
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
    assert.equal(unsaid.options.offload, 'all');
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
    // The name tells of an offload until the file is read.
    const named = planOf(llamaFactory.replace('ds_z3_config', 'ds_z3_offload_config'));
    assert.equal(named.options.offload, 'all');
    const read = withDeepspeedFile(named, planOf(deepspeed), 'ds.json');
    assert.deepEqual([read.options.offload, read.places.has('offload')], [undefined, false]);
    const open = planOf(axolotl.replace('deepspeed_configs/zero2.json', 'mine.json'));
    assert.equal(open.options.zeroStage, undefined);
    assert.equal(open.deepspeedFile?.name, 'mine.json');
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

describe('a trainer that is made and started in one expression', () => {
  it('is read as one with a name is', () => {
    const parts =
      'SFTTrainer(model="Qwen/Qwen2.5-0.5B", args=SFTConfig(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=60), peft_config=LoraConfig(r=4))';
    const header = 'from trl import SFTConfig, SFTTrainer\nfrom peft import LoraConfig\n';
    for (const text of [`${header}${parts}.train()\n`, `${header}t = ${parts}\nt.train()\n`]) {
      const reading = readTrainingPlan(text);
      assert.equal(reading.kind, 'plan');
      const { options, adapter, baseModel, diagnostics } = reading.plan;
      assert.deepEqual([options.batchSize, options.gradientAccumulation, options.steps], [2, 4, 60]);
      assert.equal(adapter?.rank, 4);
      assert.equal(baseModel?.name, 'Qwen/Qwen2.5-0.5B');
      assert.deepEqual(diagnostics, []);
    }
  });
});

describe('an adapter of Axolotl without a rank', () => {
  const diagnosed = (lines: string): readonly string[] => {
    const reading = readTrainingPlan(`base_model: a/b\nmicro_batch_size: 2\nadapter: qlora\n${lines}`);
    assert.equal(reading.kind, 'plan');
    return reading.plan.diagnostics.map(englishOf);
  };
  it('is told at its place, or at the key that is meant to be it', () => {
    assert.deepEqual(diagnosed('load_in_4bit: true\n'), [
      'adapter (qlora) has no rank: lora_r is not given.',
    ]);
    assert.deepEqual(diagnosed('lora_rank: 32\n'), ['lora_rank is no key of Axolotl: is lora_r meant?']);
  });
  it('has that of the adapter it goes on from', () => {
    assert.deepEqual(diagnosed('lora_model_dir: out\n'), []);
    assert.deepEqual(diagnosed('lora_r: 32\n'), []);
  });
});

describe('LoraConfig without a rank', () => {
  it('has that of PEFT', () => {
    const reading = readTrainingPlan(
      'from trl import SFTConfig\nlora = LoraConfig(lora_alpha=16)\nargs = SFTConfig(max_steps=9)\n',
    );
    assert.equal(reading.kind, 'plan');
    assert.equal(reading.plan.adapter?.rank, 8);
  });
});

describe('the class of a command’s model', () => {
  const built = (command: string) => {
    const { modelClass, name } = planOf(`#!/bin/bash\npython ${command}\n`).baseModel ?? {};
    return [name, modelClass?.name, modelClass?.keywords?.['num_labels']];
  };
  const trainer = '--per_device_train_batch_size 8 --num_train_epochs 3';

  it('is that of the script that it starts, by its name', () => {
    assert.deepEqual(built(`run_glue.py --model_name_or_path bert-base-cased --task_name mnli ${trainer}`), [
      'bert-base-cased',
      'AutoModelForSequenceClassification',
      3,
    ]);
    for (const [script, name] of [
      ['examples/run_qa.py', 'AutoModelForQuestionAnswering'],
      ['run_ner_no_trainer.py', 'AutoModelForTokenClassification'],
      ['run_speech_recognition_ctc.py', 'AutoModelForCTC'],
      ['train.py', undefined],
    ])
      assert.equal(built(`${script ?? ''} --model_name_or_path a/b ${trainer}`)[1], name, script);
  });

  it('is a reward’s where the command trains one', () => {
    assert.deepEqual(built(`-m trl.scripts.reward --model_name_or_path a/b --max_length 512 ${trainer}`), [
      'a/b',
      'AutoModelForSequenceClassification',
      1,
    ]);
  });

  it('goes with a model that only a configuration names, and with an option of one letter', () => {
    assert.deepEqual(built(`run_clm.py --config_name gpt2 ${trainer}`).slice(0, 2), [
      'gpt2',
      'AutoModelForCausalLM',
    ]);
    const { baseModel, options } = planOf(
      '#!/bin/bash\npython main.py -a resnet50 -b 256 --epochs 90 /data/imagenet\n',
    );
    assert.deepEqual([baseModel?.name, options.batchSize, options.epochs], ['timm/resnet50', 256, 90]);
  });
});
