import assert from 'node:assert/strict';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { findKnownModel } from '../../../../src/model/known-models';
import { inEnglish, message } from '../../../../src/units/message';
import { configOf, configRows } from '../../../../src/energy/plans/tune-run';
import { planOf } from './plan-examples';

describe('tune run with one of torchtune’s own configs', () => {
  it('is that config’s training, with what the command lays over it', () => {
    const { format, options, baseModel, adapter, places, toolDefaults } = planOf(
      `#!/bin/bash
GPUS=2
tune download meta-llama/Llama-3.1-8B --output-dir /tmp/x
tune run --nnodes 1 --nproc_per_node $GPUS lora_finetune_distributed --config llama3_1/8B_lora \\
  batch_size=4 tokenizer.max_seq_len=4096 > log.txt 2>&1
`,
    );
    assert.equal(format, 'torchtune');
    assert.deepEqual(options, {
      sequenceLength: 4096,
      batchSize: 4,
      gradientAccumulation: 8,
      epochs: 1,
      dtype: 'bf16',
      mixedPrecision: false,
      optimizer: 'adamw',
      recompute: 'none',
      gpus: 2,
    });
    assert.equal(baseModel?.name, 'torchtune.models.llama3_1.lora_llama3_1_8b');
    assert.equal(adapter?.rank, 8);
    assert.deepEqual(places.get('batchSize'), { key: 'batch_size', line: 5, column: 3 });
    assert.equal(
      inEnglish(toolDefaults.get('gradientAccumulation') ?? message('')),
      'torchtune’s config llama3_1/8B_lora',
    );
  });

  it('trains on one device by such a recipe, and by preferences where the config does', () => {
    const single = planOf('tune run full_finetune_single_device --config llama3/8B_full_single_device\n');
    assert.deepEqual([single.options.gpus, single.options.optimizer], [1, 'adamw8bit']);
    const preference = planOf(
      'tune run --nproc_per_node 8 full_dpo_distributed --config llama3_1/8B_full_dpo\n',
    );
    assert.deepEqual([preference.options.gpus, preference.options.hasReference], [8, true]);
  });

  it('is nothing known where the command names a file or another config', () => {
    for (const name of ['mine.yaml', 'llama9/8B_lora', ''])
      assert.equal(
        readTrainingPlan(`tune run full_finetune_distributed --config ${name}\n`).kind,
        'notPlan',
        name,
      );
  });

  it('has a model for each config of the table', () => {
    const unknown = [...configRows.keys()].filter((name) => {
      const model = configOf(name)?.['model'] as { _component_: string };
      return findKnownModel(model._component_).kind === 'unknown';
    });
    assert.deepEqual(unknown, []);
  });
});
