import assert from 'node:assert/strict';
import { totalParameters } from '../../../../src/model/cost';
import { findKnownModel } from '../../../../src/model/known-models';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

const cli = `seed_everything: 7
trainer:
  accelerator: gpu
  devices: 4
  num_nodes: 2
  precision: bf16-mixed
  max_epochs: 20
  accumulate_grad_batches: 2
  strategy: ddp
model:
  class_path: parts.Speech
  init_args:
    hidden_size: 512
data:
  class_path: parts.Data
  init_args:
    batch_size: 32
`;

describe('a file of PyTorch Lightning', () => {
  it('is no NeMo’s without a key of NeMo’s models', () => {
    const { format, options } = planOf(cli);
    assert.equal(format, 'lightning');
    assert.deepEqual(options, {
      gpus: 8,
      epochs: 20,
      dtype: 'bf16',
      gradientAccumulation: 2,
      zeroStage: 0,
      batchSize: 32,
    });
    assert.equal(
      planOf(
        cli
          .replace('hidden_size: 512', 'x: 1')
          .replace('  class_path: parts.Speech', '  micro_batch_size: 4'),
      ).format,
      'nemo',
    );
  });

  it('has its devices as a number, a list or their numbers', () => {
    const gpus = (devices: string): unknown =>
      planOf(cli.replace('devices: 4', `devices: ${devices}`)).options.gpus;
    assert.equal(gpus('[0, 1, 2]'), 6);
    assert.equal(gpus('"0,1"'), 4);
    assert.equal(gpus('"2"'), 4);
    for (const open of ['auto', '-1']) assert.equal(gpus(open), undefined, open);
  });

  it('says how state is shared by its strategy', () => {
    const stage = (strategy: string): unknown =>
      planOf(cli.replace('strategy: ddp', `strategy: ${strategy}`)).options.zeroStage;
    for (const [strategy, expected] of [
      ['deepspeed_stage_2', 2],
      ['deepspeed_stage_3_offload', 3],
      ['fsdp', 3],
      ['ddp_find_unused_parameters_true', 0],
      ['auto', undefined],
      [
        '{class_path: lightning.pytorch.strategies.FSDPStrategy, init_args: {sharding_strategy: SHARD_GRAD_OP}}',
        2,
      ],
      ['{class_path: DeepSpeedStrategy, init_args: {stage: 1}}', 1],
    ] as const)
      assert.equal(stage(strategy), expected, strategy);
    const offload = (strategy: string): unknown =>
      planOf(cli.replace('strategy: ddp', `strategy: ${strategy}`)).options.offload;
    assert.deepEqual(
      ['deepspeed_stage_2', 'deepspeed_stage_2_offload', 'deepspeed_stage_3_offload'].map(offload),
      [undefined, 'optimizer', 'all'],
    );
  });

  it('tells what is no number as it is written', () => {
    for (const written of ['.nan', '.inf', '1e999']) {
      const text = cli.replace('max_epochs: 20', `max_epochs: ${written}`);
      const [problem] = planOf(text).diagnostics;
      assert.ok(problem !== undefined, written);
      assert.equal(text.slice(problem.span.offset, problem.span.offset + problem.span.length), written);
      assert.equal(
        inEnglish(problem.message),
        `trainer.max_epochs is ${written}: no value that can be costed.`,
      );
    }
  });
});

describe('a file or a command that trains an image model by its name', () => {
  const parametersOf = (text: string): number => {
    const { baseModel } = planOf(text);
    const found = baseModel === null ? null : findKnownModel(baseModel.name, baseModel.values);
    assert.equal(found?.kind, 'known', text);
    return totalParameters(found.spec);
  };

  it('says batch, epochs, devices and what of the model is another than its name’s', () => {
    const command = planOf(
      'torchrun --nproc_per_node=8 train.py --model vit_base_patch16_224 --epochs 300 --batch-size 128 --opt adamw --num-classes 100 --img-size 384\n',
    );
    assert.deepEqual(command.options, { batchSize: 128, epochs: 300, optimizer: 'adamw', gpus: 8 });
    assert.deepEqual(command.baseModel?.values, { num_labels: 100, image_size: 384 });
    assert.equal(command.baseModel.name, 'timm/vit_base_patch16_224');
    const short = planOf('torchrun --nproc_per_node=4 train.py --model resnet50 -b 128 --epochs 300 -j 8\n');
    assert.equal(short.baseModel?.name, 'timm/resnet50');
    assert.equal(short.options.epochs, 300);
    const file = planOf(cli.replace(/model:[\s\S]*?data:/, 'model:\n  name: convnext_tiny\ndata:'));
    assert.equal(file.format, 'image training');
    assert.equal(file.options.gpus, 8);
    assert.match(file.notes.map(inEnglish).join(' '), /How many classes/);
    assert.equal(parametersOf('model: resnet50\nnum_classes: 10\nbatch_size: 64\n'), 25_557_032 - 990 * 2049);
  });
});
