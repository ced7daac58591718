import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import fc from 'fast-check';
import {
  DelayedRunSteps,
  isDefinitionOf,
  knownRunOf,
  standingOf,
  type Standing,
} from '../../../src/editor/carbon/delayed-run-steps';
import { keptDefinition } from '../../../src/editor/launch/kept-definition';
import type { DelayedRun, Holder } from '../../../src/runs/delayed-runs';

const startAt = Date.parse('2026-05-12T03:00:00Z');
const minute = 60_000;

const runOf = (id: string, definition: Record<string, unknown>): DelayedRun => ({
  id,
  workspace: 'file:///home/ada/gpt',
  folder: '',
  host: hostname(),
  label: 'train.py',
  command: ['python3', 'train.py'],
  cwd: '/home/ada/gpt',
  python: '/usr/bin/python3',
  startAt: new Date(startAt).toISOString(),
  definition,
});

describe('how it stands with a delayed run', () => {
  const run = runOf('a', {});
  const holder: Holder = { host: hostname(), pid: 4711, startTicks: 12, role: 'meter', at: startAt };
  const standing = (held: Holder | null, nowMs: number, lives: boolean, host = hostname()): Standing =>
    standingOf({ ...run, host }, held, { host: hostname(), nowMs, isAlive: () => lives });

  it('waits while its meter lives, however late a machine that slept wakes up', () => {
    for (const nowMs of [startAt - 60 * minute, startAt, startAt + 300 * minute])
      assert.equal(standing(holder, nowMs, true), 'waits');
  });

  it('has stopped where nothing waits, and is missed once its time is well past', () => {
    for (const held of [holder, null]) {
      assert.equal(standing(held, startAt - 60 * minute, false), 'stopped');
      // A window that opens a little late still starts it.
      assert.equal(standing(held, startAt + 4 * minute, false), 'stopped');
      assert.equal(standing(held, startAt + 6 * minute, false), 'missed');
    }
  });

  it('of another machine can’t be told to have stopped', () => {
    const away = { ...holder, host: 'another machine' };
    assert.equal(standing(away, startAt - minute, false, 'another machine'), 'elsewhere');
    assert.equal(standing(null, startAt - minute, false, 'another machine'), 'elsewhere');
    assert.equal(standing(away, startAt + 6 * minute, false, 'another machine'), 'missed');
  });
});

describe('what a window does about its delayed runs', () => {
  it('gives VS Code time to find the task again, and then starts the wait once', () => {
    const steps = new DelayedRunSteps();
    const at = (seconds: number, standing: Standing): string =>
      steps.next('a', standing, seconds * 1000, true);
    assert.deepEqual(
      [at(0, 'stopped'), at(4, 'stopped'), at(5, 'stopped'), at(6, 'stopped')],
      // A window that starts a wait holds the run: it has stopped anew only where that came to nothing.
      ['none', 'none', 'start', 'ask'],
    );
    assert.equal(at(7, 'stopped'), 'none');
  });

  it('does nothing where the task was found in the meantime, and waits anew where that ends', () => {
    const steps = new DelayedRunSteps();
    assert.equal(steps.next('a', 'stopped', 0, true), 'none');
    assert.equal(steps.next('a', 'waits', 4000, true), 'none');
    assert.equal(steps.next('a', 'stopped', 6000, true), 'none');
    assert.equal(steps.next('a', 'stopped', 10_000, true), 'none');
    assert.equal(steps.next('a', 'stopped', 11_000, true), 'start');
  });

  it('asks about what has ended in this window, and starts it by itself no more', () => {
    const steps = new DelayedRunSteps();
    steps.leaveToPerson('a');
    assert.equal(steps.next('a', 'stopped', 0, true), 'none');
    assert.equal(steps.next('a', 'stopped', 5000, true), 'ask');
    steps.tellNoMore('b');
    assert.equal(steps.next('b', 'stopped', 0, true), 'none');
    assert.equal(steps.next('b', 'stopped', 5000, true), 'none');
  });

  it('starts nothing in Restricted Mode, until the workspace is trusted', () => {
    const steps = new DelayedRunSteps();
    assert.equal(steps.next('a', 'stopped', 0, false), 'none');
    assert.equal(steps.next('a', 'stopped', 60_000, false), 'none');
    assert.equal(steps.next('a', 'stopped', 61_000, true), 'start');
  });

  it('says once that a time was missed, and starts nothing then', () => {
    const steps = new DelayedRunSteps();
    assert.equal(steps.next('a', 'missed', 0, true), 'say missed');
    assert.equal(steps.next('a', 'missed', 60_000, true), 'none');
  });

  it('never starts a run twice, whatever happens', () => {
    const moment = fc.record({
      id: fc.constantFrom('a', 'b'),
      standing: fc.constantFrom<Standing>('waits', 'elsewhere', 'stopped', 'missed'),
      passedMs: fc.integer({ min: 0, max: 20_000 }),
      mayStart: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 60 }), (moments) => {
        const steps = new DelayedRunSteps();
        const started: string[] = [];
        let nowMs = 0;
        for (const { id, standing, passedMs, mayStart } of moments) {
          nowMs += passedMs;
          const step = steps.next(id, standing, nowMs, mayStart);
          if (step !== 'start') continue;
          assert.deepEqual([standing, mayStart], ['stopped', true]);
          started.push(id);
        }
        assert.equal(new Set(started).size, started.length);
      }),
    );
  });
});

describe('the run of a task', () => {
  const definition = {
    type: 'wattlens',
    script: 'train.py',
    args: ['--lr', '3e-4'],
    startAt: '2026-05-12T03:00:00Z',
  };
  const run = runOf('a', definition);

  it('is known by its id, else by all that the task says', () => {
    assert.ok(isDefinitionOf(run, { ...definition, delayedRun: 'a' }));
    assert.ok(isDefinitionOf(run, { delayedRun: 'a' }));
    assert.ok(!isDefinitionOf(run, { ...definition, delayedRun: 'b' }));
    const turned = Object.fromEntries(Object.entries(definition).reverse());
    assert.ok(isDefinitionOf(run, turned));
    assert.ok(!isDefinitionOf(run, { ...definition, args: ['3e-4', '--lr'] }));
    assert.ok(!isDefinitionOf(run, { ...definition, startAt: '2026-05-12T04:00:00Z' }));
  });

  it('is the one that waits, and while VS Code brings its tasks back the one that is over', () => {
    const over = (): readonly DelayedRun[] => [runOf('b', definition)];
    assert.equal(knownRunOf(definition, [run], over, 0), 'a');
    assert.equal(knownRunOf(definition, [run], over, 600_000), 'a');
    assert.equal(knownRunOf(definition, [], over, 2000), 'b');
    // A person starts the task once more, which was cancelled before.
    assert.equal(knownRunOf(definition, [], over, 600_000), undefined);
    assert.equal(knownRunOf({ ...definition, script: 'other.py' }, [run], over, 0), undefined);
  });

  it('keeps no provider’s key that somebody has written into a task', () => {
    const withKey = {
      ...definition,
      env: { WATTLENS_ENTSOE_KEY: 'secret-token', SEED: '1' },
      delayedRun: 'a',
    };
    const kept = keptDefinition(withKey);
    assert.deepEqual(kept, { ...definition, env: { SEED: '1' } });
    assert.ok(isDefinitionOf(runOf('a', kept), { ...withKey, delayedRun: undefined }));
  });
});
