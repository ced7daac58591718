import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/units/message';
import { axolotl, deepspeed, llamaFactory, planOf } from './plan-examples';

/** What is refused, each with the text that it stands at. */
const refused = (text: string): string[] =>
  planOf(text).diagnostics.map(
    ({ message, span }) => `${text.slice(span.offset, span.offset + span.length)}: ${inEnglish(message)}`,
  );
const warned = (text: string): string[] =>
  (planOf(text).warnings ?? []).map(({ message }) => inEnglish(message));
const python = (args: string): string =>
  `from transformers import *\nmodel = AutoModelForCausalLM.from_pretrained("org/model", quantization_config=BitsAndBytesConfig(${args}))\npeft = LoraConfig(r=8)\n`;

describe('values of a plan that contradict one another', () => {
  it('are two precisions of 16 bits', () => {
    const both = /^(?:true|True|1|--fp16): \S*fp16\S* and \S*bf16\S* are both on: only one of them can be\.$/;
    for (const text of [
      axolotl.replace('bf16: auto', 'bf16: true\nfp16: true'),
      llamaFactory.replace('bf16: true', 'bf16: true\nfp16: true'),
      'TrainingArguments("o", per_device_train_batch_size=8, fp16=True, bf16=True)\n',
      'torchrun pretrain_gpt.py --num-layers 4 --seq-length 512 --micro-batch-size 1 --bf16 --fp16\n',
    ]) {
      const [first = '', ...rest] = refused(text);
      assert.match(first, both, text);
      assert.deepEqual(rest, []);
    }
    for (const text of [
      axolotl.replace('bf16: auto', 'bf16: true\nfp16: false'),
      axolotl.replace('bf16: auto', 'bf16: auto\nfp16: true'),
      axolotl.replace('bf16: auto', 'bf16: true\nfp8: true'),
      deepspeed,
    ])
      assert.deepEqual(refused(text), []);
  });

  it('are a base in 4 and in 8 bits, and QLoRA without 4 bits', () => {
    const four = 'load_in_4bit: true';
    assert.deepEqual(refused(axolotl.replace(four, `${four}\nload_in_8bit: true`)), [
      'true: load_in_8bit and load_in_4bit are both on: only one of them can be.',
    ]);
    assert.deepEqual(refused(axolotl.replace(four, 'load_in_4bit: false')), [
      'false: load_in_4bit is false, and the adapter qlora, whose base is in 4 bits.',
    ]);
    assert.deepEqual(refused(axolotl.replace(four, 'load_in_8bit: true')), [
      'true: load_in_8bit is true, and the adapter qlora, whose base is in 4 bits.',
    ]);
    const plain = axolotl.replace(four, 'load_in_8bit: false');
    assert.deepEqual([refused(plain), warned(plain)], [[], []]);
    assert.equal(planOf(plain).adapter?.baseBits, 4);
    const args = 'TrainingArguments("o", per_device_train_batch_size=8)\n';
    assert.deepEqual(refused(python('load_in_4bit=True, load_in_8bit=True') + args), [
      'True: load_in_8bit and load_in_4bit are both on: only one of them can be.',
    ]);
    assert.deepEqual(refused(python('load_in_4bit=True') + args), []);
    assert.deepEqual(warned(python('load_in_4bits=True') + args), [
      'load_in_4bits is no key that is read of this plan: is load_in_4bit meant?',
    ]);
  });
});

describe('the name of an optimizer', () => {
  const named = (name: string): ReturnType<typeof planOf> =>
    planOf(axolotl.replace('paged_adamw_8bit', name));

  it('that libraries have is given', () => {
    const names =
      `adamw_torch_fused adamw_bnb_8bit ao_adamw_4bit optimi_adamw torch.optim.AdamW torchao.optim.AdamW8bit FusedAdam
      bitsandbytes.optim.PagedAdamW8bit DeepSpeedCPUAdam OneBitAdam AdamWScheduleFree schedule_free_adamw decoupled_lionw muon sgd
      distributed_fused_adam anyprecision_adamw galore_adamw_8bit_layerwise stable_adamw radam nadamw adafactor fused_lamb`.split(
        /\s+/,
      );
    for (const name of names) {
      const { options, places, toolDefaults } = named(name);
      assert.ok(options.optimizer !== undefined, name);
      assert.equal(places.get('optimizer')?.key, 'optimizer', name);
      assert.equal(toolDefaults.has('optimizer'), false, name);
    }
  });

  it('that none has is taken by what it holds, as an assumption', () => {
    for (const name of ['adamw_superfast', 'my_sgd', 'TurboLion', `${'adamw'.repeat(9)}z`]) {
      const { options, places, toolDefaults } = named(name);
      assert.ok(options.optimizer !== undefined, name);
      assert.equal(places.has('optimizer'), false, name);
      assert.equal(
        inEnglish(toolDefaults.get('optimizer') ?? assert.fail(name)),
        `by its name, ${name}, which is not known (optimizer)`,
      );
    }
  });
});
