import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { readLine } from '../../../src/progress/output/line-facts';
import { OutputProgress } from '../../../src/progress/output/output-progress';
import { TerminalLines } from '../../../src/progress/output/terminal-lines';
import type { Progress } from '../../../src/progress/progress';
import { huggingFace, keras, lightning, nanoGpt, nestedBars, tutorial } from './outputs';

/** All that is told, each piece a second after the one before. */
function follow(pieces: Iterable<string>): Progress[] {
  const reader = new OutputProgress();
  const told: Progress[] = [];
  let seconds = 0;
  for (const piece of pieces) {
    const progress = reader.take(piece, seconds);
    if (progress !== null) told.push(progress);
    seconds += 1;
  }
  return told;
}

const last = (told: readonly Progress[]): Progress => {
  const progress = told.at(-1);
  assert(progress !== undefined, 'no progress was told');
  return progress;
};

const never = (told: readonly Progress[], from: number, holds: (progress: Progress) => boolean): void => {
  for (const progress of told.slice(from)) assert(!holds(progress), JSON.stringify(progress));
};

describe('progress from what a training prints', () => {
  it('takes the bar of the training among those of its evaluation and its preparation', () => {
    const told = follow(huggingFace(200, 50));
    assert.deepEqual({ ...last(told), epochs: null }, { done: 200, total: 200, unit: 'step', epochs: null });
    never(told, 15, ({ total }) => total === 20);
  });

  it('counts on over the epochs of a bar that begins again with each', () => {
    const told = follow(lightning(3, 40));
    assert.equal(last(told).done, 120);
    assert.equal(last(told).unit, 'step');
  });

  it('knows the total from Keras’ epochs, from the first epoch on', () => {
    const told = follow(keras(5, 60));
    assert.deepEqual(last(told), { done: 300, total: 300, unit: 'step', epochs: { done: 5, total: 5 } });
    never(told, 2, ({ total }) => total !== 300);
  });

  const shareBars: Readonly<Record<string, (percent: number, label: string) => string>> = {
    rich: (percent, label) =>
      `\r${label} \u001B[38;2;249;38;114m${'━'.repeat(percent / 5)}\u001B[0m╸${'━'.repeat(20 - percent / 5)} \u001B[35m${percent}%\u001B[0m \u001B[36m0:01:02\u001B[0m`,
    click: (percent, label) =>
      `\r${label}  [${'#'.repeat(percent / 5)}${'-'.repeat(20 - percent / 5)}]  ${percent}%  00:01:02`,
    'alive-progress': (percent, label) =>
      `\r${label} |${'█'.repeat(percent / 5)}${' '.repeat(20 - percent / 5)}| ▃▅▇ ${percent}% [${percent}%] in 3s (0.1%/s, eta: 6s)`,
    'tqdm without numbers': (percent, label) =>
      `\r${label}: ${percent}%|${'█'.repeat(percent / 5)}${' '.repeat(20 - percent / 5)}|`,
    words: (percent, label) => `${label}: ${percent} %\n`,
  };
  const shares = Array.from({ length: 20 }, (_value, index) => 5 * (index + 1));
  for (const [name, bar] of Object.entries(shareBars))
    it(`follows a bar that tells per cent alone as a share of the whole: ${name}`, () => {
      const told = follow([
        ...[20, 60, 100].map((percent) => shareBars['rich']?.(percent, 'Downloading weights') ?? ''),
        '\n',
        ...shares.map((percent) => bar(percent, 'Training')),
        '\n',
      ]);
      assert.deepEqual(last(told), { done: 100, total: 100, unit: 'percent', epochs: null });
      assert.equal(told.length, name === 'words' ? 19 : 20);
    });

  it('takes per cent of an epoch for a part of that, named or begun again', () => {
    const click = shareBars['click'];
    assert(click !== undefined);
    const named = follow(
      [1, 2, 3].flatMap((epoch) => [...shares.map((percent) => click(percent, `Epoch ${epoch}/3`)), '\n']),
    );
    assert.deepEqual(named[9], { done: 0.5, total: 3, unit: 'epoch', epochs: { done: 0.5, total: 3 } });
    assert.deepEqual(last(named), { done: 3, total: 3, unit: 'epoch', epochs: { done: 3, total: 3 } });
    const below = follow(
      [1, 2, 3].flatMap((epoch) => [
        `Epoch ${epoch}/3\n`,
        ...shares.map((percent) => click(percent, '')),
        '\n',
      ]),
    );
    assert.deepEqual(last(below), { done: 3, total: 3, unit: 'epoch', epochs: { done: 3, total: 3 } });
    const again = follow([1, 2].flatMap(() => [...shares.map((percent) => click(percent, '')), '\n']));
    assert.deepEqual(last(again), { done: 2, total: null, unit: 'epoch', epochs: { done: 2, total: null } });
  });

  it('hears per cent less than what counts, and alive-progress’ numbers', () => {
    const told = follow(
      shares.flatMap((percent) => [
        `Training  [####----]  ${percent}%\n`,
        `step ${percent * 10}/1000 | loss 2.1\n`,
        `|████▌    | ▃▅▇ ${percent * 3}/300 [${percent}%] in 3s (10.0/s, eta: 6s)\n`,
      ]),
    );
    assert.equal(last(told).unit, 'step');
    for (const line of [
      'GPU: 35%',
      'accuracy: 35%',
      'Loading  [####----]  35%',
      '━━━━━━━ 35% 1.2/3.4 MB 5.2 MB/s',
    ])
      assert.equal(readLine(line).fact, null, line);
  });

  it('joins a bar in a bar', () => {
    const told = follow(nestedBars(4, 25));
    assert.equal(last(told).total, 100);
    assert.equal(last(told).done, 100);
  });

  it('joins the epoch and the step of a line', () => {
    const told = follow(tutorial(3, 100, 10));
    assert.equal(last(told).total, 300);
    assert.equal(last(told).done, 300);
  });

  it('tells no total where there is none', () => {
    assert.deepEqual(last(follow(nanoGpt(2000, 10))), {
      done: 2000,
      total: null,
      unit: 'step',
      epochs: null,
    });
  });

  it('never goes back', () => {
    for (const output of [huggingFace(100, 30), lightning(3, 20), keras(3, 20), tutorial(3, 50, 5)]) {
      const told = follow(output).filter(
        ({ unit, total }) => unit === 'step' && total !== 4 && total !== 1000,
      );
      told.reduce(
        (before, { done, total }) => {
          assert(done >= before.done || total !== before.total, `${done} after ${before.done}`);
          return { done, total };
        },
        { done: 0, total: null as number | null },
      );
    }
  });

  it('takes epochs that are listed once more, all at once, for a summary', () => {
    const epochs = [1, 2, 3, 4, 5].map((epoch) => `Epoch ${epoch}/5 loss 0.5\n`);
    const { done, total } = last(follow([...epochs, epochs.join('')]));
    assert.deepEqual([done, total], [5, 5]);
  });

  it('follows a total that changes, and drops one that was passed', () => {
    const told = follow([
      'train step 5/100\n',
      'train step 6/120\n',
      'train step 7/120\n',
      'train step 130/120\n',
    ]);
    assert.equal(told.at(-2)?.total, 120);
    assert.equal(last(told).total, null);
  });

  const lines: readonly (readonly [string, number, number | null, string])[] = [
    ['Train Epoch: 3 [640/60000 (1%)]\tLoss: 0.2', 640, 60_000, 'sample'],
    ['Epoch: [3][ 120/5005]\tTime  0.3 ( 0.4)\tLoss 3.2', 120, 5005, 'step'],
    ['Epoch: [3]  [ 120/5005]  eta: 0:20:00  lr: 0.1', 120, 5005, 'step'],
    ['| epoch   1 |   200/ 2983 batches | lr 20.00 | loss  7.6', 200, 2983, 'step'],
    [' iteration      100/  500000 | consumed samples:    25600 |', 100, 500_000, 'step'],
    ['[2026-01-01 10:00:00,000] [INFO] [Rank 0] step=10, skipped=0', 10, null, 'step'],
    ['step: 10  loss:  7.2  memory: 30GiB(40%)  tps: 12,000', 10, null, 'step'],
    ['2026-01-01 | INFO | train_inner | epoch 001:     10 / 100 loss=3', 10, 100, 'step'],
    ['Epoch 0/9 ━━━━━━━╸━━━━━ 12/100 0:00:10 • 0:01:00 10.2it/s', 12, 100, 'step'],
    ['[12]\ttrain-rmse:0.12', 13, null, 'round'],
    ["[12]\tvalid_0's l2: 0.1", 13, null, 'round'],
    ['12:\tlearn: 0.1\ttotal: 1s\tremaining: 3s', 13, null, 'round'],
    ['[2,  2000] loss: 2.173', 2000, null, 'step'],
    ['Training: 120it [00:10, 11.9it/s]', 120, null, 'step'],
    ['  1%|          | 1.2k/120k [00:10<10:00, 190 tokens/s]', 1200, 120_000, 'token'],
  ];
  for (const [line, done, total, unit] of lines) {
    it(`reads ${line.trim().slice(0, 40)}`, () => {
      const { fact } = readLine(line.trim());
      assert.deepEqual([fact?.done, fact?.total, fact?.unit], [done, total, unit]);
    });
  }

  for (const line of [
    'Downloading data: 100%|██████████| 10/10 [00:00<00:00, 5.00files/s]',
    'model.safetensors:  10%|█         | 100M/1.00G [00:10<00:30, 30.0MB/s]',
    'Epoch 3 [Valid]:  10%|█         | 1/10 [00:00<00:00, 5.00it/s]',
    'Test: [ 0/79]\tTime  0.3',
    'Using 8 GPUs',
    '10 steps in 3 s',
    'step time 120 ms',
    'loss 0.3 at lr 1e-5',
    '2026-01-01 12:00:00 INFO started',
  ]) {
    it(`reads no progress from ${line.slice(0, 40)}`, () => {
      assert.equal(readLine(line).fact, null);
    });
  }
});

describe('what a program prints to a terminal', () => {
  it('is the same however it is cut into pieces', () => {
    const output = [...keras(3, 8)].join('');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 60 }), (lengths) => {
        const reader = new OutputProgress();
        let at = 0;
        let final: Progress | null = null;
        for (const length of [...lengths, output.length]) {
          final = reader.take(output.slice(at, at + length), at) ?? final;
          at += length;
        }
        assert.deepEqual([final?.done, final?.total], [24, 24]);
      }),
      { numRuns: 60 },
    );
  });

  it('may be anything: no exception, no text that grows without end', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 20 }), (pieces) => {
        const lines = new TerminalLines();
        for (const piece of pieces) for (const line of lines.take(piece)) readLine(line);
      }),
    );
    const lines = new TerminalLines();
    for (let piece = 0; piece < 100; piece += 1) assert.deepEqual(lines.take('x'.repeat(10_000)), []);
  });
});
