import assert from 'node:assert/strict';
import { Analysis } from '../../../src/editor/analysis/analysis';
import type { CostSettings } from '../../../src/editor/model-cost';
import { inEnglish } from '../../../src/editor/translate';
import { unsetEstimate } from './unset-estimate';

const settings: CostSettings = {
  estimate: unsetEstimate,
  region: undefined,
  pue: undefined,
  hardwareLife: undefined,
  hardwareUse: undefined,
};

const axolotl = `base_model: NousResearch/Meta-Llama-3-8B
load_in_4bit: true
adapter: qlora
lora_r: 32
lora_target_linear: true
sequence_len: 4096
micro_batch_size: 2
datasets:
  - path: some/set
`;
const script = `from trl import SFTConfig, SFTTrainer
from peft import LoraConfig
trainer = SFTTrainer(model="Qwen/Qwen2.5-0.5B", train_dataset=ds, args=SFTConfig(output_dir="o", max_steps=9), peft_config=LoraConfig(r=16))
trainer.train()
`;

describe('what the thread that reads texts answers', () => {
  const analysis = new Analysis(inEnglish);
  for (const [name, text, language] of [
    ['an Axolotl plan with QLoRA', axolotl, 'yaml'],
    ['a script with LoRA', script, 'python'],
  ] as const)
    it(`goes from one thread to another: ${name}`, async () => {
      const question = { text, language, settings };
      const [cost] = await analysis.modelCosts(question);
      assert.equal(cost?.kind, 'estimate');
      const sent = structuredClone(cost);
      assert.ok((sent.options.trainable?.trainableParameters ?? 0) > 1e6);
      assert.deepEqual(sent.options, cost.options);
      for (const answer of [
        await analysis.valueHints(question),
        await analysis.advice(question),
        await analysis.differences(question, [text.replace('4096', '2048').replace('9)', '8)')]),
      ])
        assert.deepEqual(structuredClone(answer), answer);
    });
});
