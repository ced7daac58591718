import assert from 'node:assert/strict';
import { estimate, type Estimate } from '../../../../src/energy/estimate';
import { mergePlan } from '../../../../src/energy/plans/merge-plan';
import { resolvePlan } from '../../../../src/energy/plan';
import { findKnownModel } from '../../../../src/model/known-models';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

function estimated(text: string): Estimate {
  const plan = planOf(text);
  const found = findKnownModel(plan.baseModel?.name ?? '');
  assert.ok(found.kind === 'known', text);
  const resolved = resolvePlan(
    found.spec,
    mergePlan(found.spec, plan, { hardware: 'H100', gpus: 8 }, null).options,
  );
  assert.ok(resolved.ok);
  return estimate(found.spec, resolved.plan);
}

const trainer = (config: string, more = ''): string =>
  `from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("Qwen/Qwen2.5-1.5B")\nargs = ${config}(output_dir="x", per_device_train_batch_size=2, gradient_accumulation_steps=4, max_length=1024, max_steps=100, bf16=True${more})\n`;

describe('training on preferences', () => {
  it('reads pairs as two sequences each, and says so', () => {
    const plan = planOf(trainer('DPOConfig'));
    assert.equal(plan.options.batchSize, 4);
    assert.equal(plan.options.hasReference, true);
    const why = plan.toolDefaults.get('batchSize');
    assert.ok(why !== undefined);
    assert.equal(inEnglish(why), '2 pairs of per_device_train_batch_size in line 3, two sequences each');
    for (const single of ['KTOConfig', 'SFTConfig', 'GRPOConfig', 'PPOConfig'])
      assert.equal(planOf(trainer(single)).options.batchSize, 2, single);
    for (const pairs of ['ORPOConfig', 'CPOConfig', 'RewardConfig'])
      assert.equal(planOf(trainer(pairs)).options.batchSize, 4, pairs);
  });

  it('has a reference model where the method has one, and nobody leaves it out', () => {
    for (const [config, more, has] of [
      ['DPOConfig', '', true],
      ['DPOConfig', ', reference_free=True', false],
      ['DPOConfig', ', precompute_ref_log_probs=True', false],
      ['KTOConfig', '', true],
      ['PPOConfig', '', true],
      ['ORPOConfig', '', false],
      ['GRPOConfig', '', false],
      ['GRPOConfig', ', beta=0.04', true],
      ['SFTConfig', '', false],
    ] as const)
      assert.equal(planOf(trainer(config, more)).options.hasReference === true, has, config + more);
    const factory =
      'model_name_or_path: Qwen/Qwen2.5-1.5B\nfinetuning_type: full\ncutoff_len: 1024\nper_device_train_batch_size: 1\n';
    for (const [more, batch, has] of [
      ['stage: sft', 1, false],
      ['stage: dpo', 2, true],
      ['stage: dpo\npref_loss: simpo', 2, false],
      ['stage: rm', 2, false],
      ['stage: kto', 1, true],
    ] as const) {
      const { options } = planOf(`${factory}${more}\n`);
      assert.deepEqual([options.batchSize, options.hasReference === true], [batch, has], more);
    }
    const axolotl = 'base_model: Qwen/Qwen2.5-1.5B\nsequence_len: 1024\nmicro_batch_size: 1\n';
    assert.equal(planOf(`${axolotl}rl: dpo\n`).options.hasReference, true);
    assert.equal(planOf(`${axolotl}rl: orpo\n`).options.hasReference, undefined);
  });

  it('counts what each method reads beside: the reference, and KTO’s other questions', () => {
    for (const [config, more, passes] of [
      ['DPOConfig', '', 1],
      ['KTOConfig', '', 3],
      ['KTOConfig', ', precompute_ref_log_probs=True', 1],
      ['KTOConfig', ', loss_type="apo_zero_unpaired"', 1],
      ['BCOConfig', '', 1],
      ['OnlineDPOConfig', '', 1],
      ['RLOOConfig', ', beta=0.0', undefined],
      ['CPOConfig', ', loss_type="simpo"', undefined],
      ['SFTConfig', '', undefined],
    ] as const)
      assert.equal(planOf(trainer(config, more)).options.forwardPasses, passes, config + more);
    for (const config of ['GKDConfig', 'GOLDConfig'])
      assert.ok(
        planOf(trainer(config)).notes.some((note) => inEnglish(note).includes('teacher')),
        config,
      );
  });

  it('goes by the trainer where its arguments are transformers’ own', () => {
    const { options } = planOf(
      `${trainer('TrainingArguments')}DPOTrainer(model, args=args, max_length=512).train()\n`,
    );
    assert.deepEqual([options.batchSize, options.hasReference], [4, true]);
  });

  it('is of the arguments that are read, where a script trains twice', () => {
    const { options } = planOf(
      `${trainer('SFTConfig')}SFTTrainer(model, args=args).train()\nDPOTrainer(model, args=DPOConfig(max_steps=10)).train()\n`,
    );
    assert.deepEqual([options.batchSize, options.hasReference], [2, undefined]);
  });

  it('goes by a command’s name or the keys of one method, and says where neither tells', () => {
    const words =
      ' --model_name_or_path Qwen/Qwen2.5-1.5B --per_device_train_batch_size 2 --max_length 1024 --max_steps 10';
    for (const [command, batch, passes] of [
      ['trl dpo', 4, 1],
      ['python trl/scripts/kto.py', 2, 3],
      ['accelerate launch examples/scripts/orpo.py', 4, undefined],
      ['python examples/scripts/reward_modeling.py', 4, undefined],
      ['python -m trl.scripts.dpo', 4, 1],
      ['trl sft', 2, undefined],
      // A word that a method is named by is none of a command's.
      ['rm -rf output && python train.py', 2, undefined],
      ['# reward model of last week\npython train.py', 2, undefined],
      ['python train.py --run_name dpo', 2, undefined],
      ['cp dpo /tmp/kto \\\n && python train.py', 2, undefined],
    ] as const) {
      const { options } = planOf(`${command}${words}\n`);
      assert.deepEqual([options.batchSize, options.forwardPasses], [batch, passes], command);
    }
    const recipe =
      'model_name_or_path: Qwen/Qwen2.5-1.5B\nper_device_train_batch_size: 2\nmax_length: 1024\nbeta: 0.01\n';
    assert.equal(planOf(`${recipe}precompute_ref_log_probs: false\n`).options.hasReference, true);
    assert.equal(planOf(recipe.replace('beta: 0.01', 'run_name: reward')).options.batchSize, 2);
    const open = planOf(recipe);
    assert.equal(open.options.batchSize, 2);
    assert.ok(open.notes.some((note) => inEnglish(note).startsWith('beta ')));
  });

  it('reads as many sequences again of a data set of pairs', () => {
    const factory =
      'model_name_or_path: Qwen/Qwen2.5-1.5B\nfinetuning_type: full\ncutoff_len: 1024\nper_device_train_batch_size: 1\nmax_samples: 500\nnum_train_epochs: 1\ndataset: a\n';
    assert.equal(planOf(`${factory}stage: sft\n`).options.datasetTokens, 512_000);
    assert.equal(planOf(`${factory}stage: dpo\n`).options.datasetTokens, 1_024_000);
    assert.equal(planOf(`${factory}stage: kto\n`).options.datasetTokens, 512_000);
  });

  it('is read of NeMo RL, OpenRLHF, torchtune and Axolotl’s reward models', () => {
    const nemo =
      'policy:\n  model_name: Qwen/Qwen2.5-1.5B\n  train_global_batch_size: 128\n  train_micro_batch_size: 2\n';
    const dpo = planOf(`${nemo}dpo:\n  max_num_steps: 10\n`).options;
    assert.deepEqual([dpo.batchSize, dpo.sequencesPerStep, dpo.hasReference], [4, 256, true]);
    const openRlhf = planOf(
      'deepspeed --module openrlhf.cli.train_rm --pretrain Qwen/Qwen2.5-1.5B --train_batch_size 64 --micro_train_batch_size 1\n',
    ).options;
    assert.deepEqual(
      [openRlhf.batchSize, openRlhf.sequencesPerStep, openRlhf.hasReference],
      [2, 128, undefined],
    );
    const tune = planOf(
      'model:\n  _component_: torchtune.models.llama3_1.llama3_1_8b\nbatch_size: 4\nloss:\n  _component_: torchtune.rlhf.loss.DPOLoss\n',
    ).options;
    assert.deepEqual([tune.batchSize, tune.hasReference], [8, true]);
    const reward = planOf('base_model: Qwen/Qwen2.5-1.5B\nmicro_batch_size: 2\nreward_model: true\n').options;
    assert.deepEqual([reward.batchSize, reward.hasReference], [4, undefined]);
  });

  it('shares a step’s pairs among the accelerators that a person says', () => {
    const plan = planOf(
      'policy:\n  model_name: Qwen/Qwen2.5-1.5B\n  train_global_batch_size: 128\ndpo:\n  max_num_steps: 10\ncluster:\n  gpus_per_node: 8\n  num_nodes: 1\n',
    );
    assert.deepEqual([plan.options.batchSize, plan.options.sequencesPerStep], [32, 256]);
    const found = findKnownModel('Qwen/Qwen2.5-1.5B');
    assert.ok(found.kind === 'known');
    const { options } = mergePlan(found.spec, plan, { gpus: 16 }, null);
    assert.deepEqual([options.batchSize, options.sequencesPerStep], [undefined, 256]);
  });

  it('costs a forward pass more, and the reference’s weights where no adapter’s base is it', () => {
    const [without, with_] = ['CPOConfig', 'DPOConfig'].map((config) => estimated(trainer(config)));
    assert.ok(without !== undefined && with_ !== undefined);
    const ratio = with_.training.stepSeconds.mid / without.training.stepSeconds.mid;
    // Four or, with recomputation, five passes for three or four.
    assert.ok(ratio > 1.1 && ratio < 1.4, String(ratio));
    const more = with_.memory.perDevice.weightsBytes - without.memory.perDevice.weightsBytes;
    assert.ok(Math.abs(more / (2 * with_.parameters.total) - 1) < 0.01, String(more));
    const tuned = (config: string): Estimate =>
      estimated(`${trainer(config)}peft = LoraConfig(r=16, target_modules=["q_proj"])\n`);
    assert.equal(
      tuned('DPOConfig').memory.perDevice.weightsBytes,
      tuned('CPOConfig').memory.perDevice.weightsBytes,
    );
    assert.ok(tuned('DPOConfig').training.stepSeconds.mid > tuned('CPOConfig').training.stepSeconds.mid);
  });
});
