import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { EventFile } from '../../../src/progress/files/event-file';
import { readMetricsCsv } from '../../../src/progress/files/metrics-csv';
import { readTrainerState, readWandbSummary } from '../../../src/progress/files/trainer-state';
import { eventRecord, taggedRecord, versionRecord } from './event-records';

describe('progress from the files that trainers write', () => {
  it('reads trainer_state.json', () => {
    const state = {
      global_step: 500,
      max_steps: 2000,
      epoch: 0.75,
      num_train_epochs: 3,
      log_history: [{ loss: 1 }],
    };
    assert.deepEqual(readTrainerState(JSON.stringify(state)), {
      done: 500,
      total: 2000,
      unit: 'step',
      epochs: { done: 0.75, total: 3 },
    });
    assert.equal(readTrainerState(JSON.stringify({ ...state, max_steps: -1 }))?.total, null);
  });

  it('reads the tokens that the Trainer has counted, where it was asked to', () => {
    const state = (tokens: unknown, step = 500) =>
      readTrainerState(JSON.stringify({ global_step: step, num_input_tokens_seen: tokens }));
    assert.equal(state(4_096_000)?.tokensPerUnit, 8192);
    for (const progress of [state(0), state(null), state(undefined), state(100, 0)])
      assert.equal(progress?.tokensPerUnit, undefined);
    const summary = '"train/global_step": 600, "train/num_input_tokens_seen": 1200';
    assert.equal(readWandbSummary(`{${summary}}`)?.tokensPerUnit, 2);
    assert.equal(
      readWandbSummary('{"_step": 3, "train/num_input_tokens_seen": 12}')?.tokensPerUnit,
      undefined,
    );
  });

  it('reads a W&B summary, by the trainer’s own step: how often it has logged tells none', () => {
    assert.equal(readWandbSummary('{"_step": 12, "train/global_step": 600, "train/loss": 0.3}')?.done, 600);
    assert.equal(readWandbSummary('{"_step": 12, "iter": 1200, "loss": 2.1}')?.done, 1200);
    assert.equal(readWandbSummary('{"_step": 12, "loss": 2.1, "epoch": 3}'), null);
    assert.equal(readWandbSummary('{"loss": 12}'), null);
  });

  it('reads metrics.csv with steps, or epochs alone, and passes over a line that is being written', () => {
    const head = 'epoch,step,train_loss,"val,loss"\n0,49,0.5,\n';
    assert.deepEqual(readMetricsCsv(head, '0,99,0.4,\n1,149,,0.6\n1,19'), {
      done: 150,
      total: null,
      unit: 'step',
      epochs: { done: 1, total: null },
    });
    assert.equal(readMetricsCsv('epoch,accuracy,loss\n', '0,0.5,1.2\n1,0.6,1.1\n')?.done, 2);
    assert.equal(readMetricsCsv('name,value\n', 'a,1\n'), null);
    // Ultralytics pads its columns and counts from 1, Stable-Baselines3 counts what was done.
    const results = '                  epoch,             time\n                      1,              3.2\n';
    assert.equal(readMetricsCsv(results, results + '                      2,              6.1\n')?.done, 2);
    const table = 'rollout/ep_rew_mean,time/total_timesteps\n22.1,2048\n';
    assert.equal(readMetricsCsv(table, table + '23.1,4096\n')?.done, 4096);
  });

  it('reads event files however they are cut', () => {
    const bytes = Buffer.concat([
      versionRecord(),
      eventRecord(0),
      eventRecord(10),
      eventRecord(2 ** 33),
      eventRecord(300, 500),
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 })), (lengths) => {
        const file = new EventFile();
        let at = 0;
        let done: number | undefined;
        for (const length of [...lengths, bytes.length]) {
          done = file.take(bytes.subarray(at, at + length))?.done;
          at = Math.min(at + length, bytes.length);
        }
        assert.equal(done, 2 ** 33);
      }),
    );
  });

  it('takes the steps of Keras’ epochs for epochs, unless steps are written, too', () => {
    const file = new EventFile();
    assert.equal(file.take(Buffer.concat([versionRecord(), taggedRecord(0, 'keras')])), null);
    assert.equal(file.take(taggedRecord(0, 'epoch_loss'))?.done, 1);
    assert.deepEqual(
      file.take(Buffer.concat([taggedRecord(4, 'epoch_loss'), taggedRecord(4, 'epoch_accuracy')])),
      {
        done: 5,
        total: null,
        unit: 'epoch',
        epochs: { done: 5, total: null },
      },
    );
    assert.deepEqual(file.take(taggedRecord(600, 'batch_loss')), {
      done: 600,
      total: null,
      unit: 'step',
      epochs: null,
    });
  });

  it('reads nothing from what is cut, foreign or broken, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array(), (text, bytes) => {
        readTrainerState(text);
        readWandbSummary(text);
        readMetricsCsv(text, text);
        new EventFile().take(bytes);
      }),
    );
    assert.equal(readTrainerState('{"global_step": 5'), null);
    assert.equal(new EventFile().take(new Uint8Array(64).fill(255)), null);
  });
});
