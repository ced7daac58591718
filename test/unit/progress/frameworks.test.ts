import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { announcedTotals } from '../../../src/progress/output/announced-totals';
import { readLine } from '../../../src/progress/output/line-facts';
import { OutputProgress } from '../../../src/progress/output/output-progress';
import type { Progress } from '../../../src/progress/progress';
import { frameworkOutputs } from './framework-outputs';
import { projectOutputs } from './project-outputs';

const outputs = [...frameworkOutputs, ...projectOutputs];

describe('progress from what frameworks print', () => {
  for (const { name, pieces, done, total, unit, knownAfter } of outputs) {
    it(`follows ${name}`, () => {
      const all = [...pieces()];
      const reader = new OutputProgress();
      let latest: Progress | null = null;
      for (const [second, piece] of all.entries()) {
        const before: Progress | null = latest;
        latest = reader.take(piece, second) ?? latest;
        if (knownAfter === undefined || second < knownAfter * all.length) continue;
        assert(latest !== null && latest.total === total, `${second}: ${JSON.stringify(latest)}`);
        const isForward = before === null || latest.done >= before.done || before.total !== total;
        assert(isForward, `${second}: ${JSON.stringify(before)} to ${JSON.stringify(latest)}`);
      }
      latest = reader.end(all.length) ?? latest;
      assert.deepEqual([latest?.done, latest?.total, latest?.unit], [done, total, unit]);
    });
  }

  it('is the same however the output is cut into pieces', () => {
    const byName = new Map(
      outputs.map(({ name, pieces, done, total }) => [name, { text: [...pieces()].join(''), done, total }]),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...byName.keys()),
        // A piece is a second's: where whole passes come in one, the bar around them is all that is seen to advance.
        fc.array(fc.integer({ min: 1, max: 250 }), { minLength: 1 }),
        (name, lengths) => {
          const { text = '', done, total } = byName.get(name) ?? {};
          const reader = new OutputProgress();
          let latest: Progress | null = null;
          for (let at = 0, turn = 0; at < text.length; turn += 1) {
            const end = at + (lengths[turn % lengths.length] ?? 1);
            latest = reader.take(text.slice(at, end), turn) ?? latest;
            at = end;
          }
          latest = reader.end(1e6) ?? latest;
          assert.deepEqual([latest?.done, latest?.total], [done, total]);
        },
      ),
      { numRuns: 120 },
    );
  });

  it('is never an exception, whatever is mixed up and cut', () => {
    const words = [
      '12%|',
      '██| ',
      '12/100',
      ' [',
      'Epoch ',
      'step',
      '=',
      ': ',
      '1e9',
      '\r',
      '\n',
      '\u001B[A',
      '\u001B[',
      '%',
      '0',
      '99999999999999999999',
      'loss',
      '/',
      '|',
      ']',
      'Total optimization steps = ',
      'NaN',
      '[rank1]:',
      'Unknown',
      ' ',
      '\t',
      '″',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.constantFrom(...words), { maxLength: 12 }), { maxLength: 30 }),
        (pieces) => {
          const reader = new OutputProgress();
          pieces.forEach((piece, second) => {
            const told = reader.take(piece.join(''), second);
            if (told === null) return;
            assert(Number.isFinite(told.done) && told.done >= 0, JSON.stringify(told));
            assert(told.total === null || (told.total >= told.done && told.total > 0), JSON.stringify(told));
          });
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('what a training announces', () => {
  const announced: readonly (readonly [string, readonly (readonly [number, string])[]])[] = [
    ['  Total optimization steps = 1,000', [[1000, 'step']]],
    [
      'Num examples = 51,760 | Num Epochs = 1 | Total steps = 60',
      [
        [1, 'epoch'],
        [60, 'step'],
      ],
    ],
    ['Training starts at step 1, with local batch size 8, total steps 1000 (warmup 200)', [[1000, 'step']]],
    ['Overriding: max_iters = 5000', [[5000, 'iteration']]],
    ["{'num_train_epochs': 3, 'max_steps': -1, 'logging_steps': 10}", [[3, 'epoch']]],
    ['Starting training for 100 epochs...', [[100, 'epoch']]],
    ['Scheduled epochs: 310. LR stepped per epoch.', [[310, 'epoch']]],
    ['Training for 25000 kimg...', [[25_000_000, 'image']]],
  ];
  for (const [line, totals] of announced)
    it(`is read from ${line.trim().slice(0, 50)}`, () => {
      assert.deepEqual(
        announcedTotals(line).map(({ total, noun }) => [total, noun]),
        totals,
      );
      assert.equal(readLine(line).fact, null);
    });

  for (const line of [
    '  Gradient Accumulation steps = 4',
    'Batch size per device = 2 | Gradient accumulation steps = 4',
    'warmup_steps: 100, eval_steps: 20, save_steps=50',
    'Saved checkpoint after 500 steps',
    'Evaluating every 200 steps',
    'num batches per epoch: 160',
    'Resuming from step 500',
    'num_inference_steps = 50',
  ])
    it(`is nothing in ${line.trim().slice(0, 50)}, which is no progress either`, () => {
      assert.deepEqual(announcedTotals(line), []);
      assert.equal(readLine(line).fact, null);
    });
});
