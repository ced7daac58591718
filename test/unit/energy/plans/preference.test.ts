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
