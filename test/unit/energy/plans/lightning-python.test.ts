import assert from 'node:assert/strict';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';
import { inEnglish } from '../../../../src/units/message';
import { planOf } from './plan-examples';

describe('Lightning’s Trainer in Python source', () => {
  it('is a plan by its arguments, however the library is imported', () => {
    for (const source of [
      'import lightning as L\ntrainer = L.Trainer(max_steps=5000, devices=2, num_nodes=2, precision="bf16-mixed", accumulate_grad_batches=4)',
      'import pytorch_lightning as pl\npl.Trainer(max_steps=5000, devices=2, num_nodes=2, precision="bf16-mixed", accumulate_grad_batches=4).fit(model)',
      'from lightning.pytorch import Trainer\ntrainer = Trainer(\n    max_steps=5000,\n    devices=[0, 1],\n    num_nodes=2,\n    precision="bf16-mixed",\n    accumulate_grad_batches=4,\n)',
    ]) {
      const { format, options, places } = planOf(`${source}\n`);
      assert.equal(format, 'lightning');
      assert.deepEqual(options, { gpus: 4, steps: 5000, dtype: 'bf16', gradientAccumulation: 4 }, source);
      assert.equal(places.get('steps')?.key, 'max_steps');
    }
  });

  it('says what only running it would tell', () => {
    const { options, notes } = planOf(
      'import lightning as L\nL.Trainer(max_epochs=3, devices=args.devices, strategy="fsdp")\n',
    );
    assert.deepEqual(options, { epochs: 3, zeroStage: 3 });
    assert.ok(notes.map(inEnglish).includes('Only running the code would tell devices: left open.'));
  });

  it('accumulates by the epoch as a dictionary or a callback says, for most of them', () => {
    const trainer = (rest: string): string =>
      `import lightning as L\nL.Trainer(devices=2, max_epochs=10, ${rest})\n`;
    const schedule = '{0: 8, 4: 4, 9: 1}';
    for (const source of [
      trainer(`accumulate_grad_batches=${schedule}`),
      `${trainer('callbacks=[x]')}x = GradientAccumulationScheduler(scheduling=${schedule})\n`,
    ]) {
      const { options, notes } = planOf(source);
      assert.equal(options.gradientAccumulation, 4, source);
      assert.match(
        notes.map(inEnglish).join(),
        /changes with the epochs: the figures are for 4 batches a step/,
      );
    }
    assert.equal(planOf(trainer('accumulate_grad_batches={0: 2}')).options.gradientAccumulation, 2);
    // Before the first epoch that is named nothing is accumulated.
    assert.equal(planOf(trainer('accumulate_grad_batches={8: 2}')).options.gradientAccumulation, 1);
    assert.match(
      planOf(trainer('accumulate_grad_batches={"a": 2}'))
        .diagnostics.map(({ message }) => inEnglish(message))
        .join(),
      /must be a number, or numbers by the epoch/,
    );
  });

  it('is no other library’s Trainer', () => {
    for (const source of [
      'from mine import Trainer\nTrainer(max_steps=5, devices=2)',
      'import lightning as L\nL.Trainer(model)',
      'import lightning as L\nother(max_steps=5, devices=2)',
    ])
      assert.equal(readTrainingPlan(`${source}\n`).kind, 'notPlan', source);
  });
});
