import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBroughtBack } from '../../../src/editor/launch/brought-back';
import {
  reconnectionText,
  reconnectionVariable,
  takeReconnection,
} from '../../../src/runs/task-reconnection';
import { identityOf } from '../../../src/processes/process-identity';
import {
  onlyJournal,
  readJournal,
  runIdsIn,
  start,
  temporaryFolder,
  untilARunIsThere,
} from '../../sim/command-line';

describe('a task that VS Code brings back after a reload', () => {
  const asked = { hostSeconds: 6, secondsSinceWindow: 14, hasTerminals: true, hasEnded: false };

  it('is told from one that a person starts', () => {
    assert.equal(isBroughtBack(asked), true);
    assert.equal(isBroughtBack({ ...asked, hasEnded: true }), true);
    assert.equal(isBroughtBack({ ...asked, hasTerminals: false }), true, 'its terminal ended meanwhile');
    // A person: long after the start, in a window that was opened anew, or of a task that no terminal brings back.
    assert.equal(isBroughtBack({ ...asked, hostSeconds: 200, secondsSinceWindow: 208 }), false);
    assert.equal(isBroughtBack({ ...asked, secondsSinceWindow: 3600 }), false);
    assert.equal(isBroughtBack({ ...asked, hasEnded: true, hasTerminals: false }), false);
    assert.equal(isBroughtBack({ ...asked, hasEnded: true, hostSeconds: 50, secondsSinceWindow: 58 }), false);
  });

  /** What the editor hands to the meter, and the ticket. */
  function handed(
    meter: { pid: number; startTicks: number | null },
    startedAt: number,
    until = Date.now() + 60_000,
  ): NodeJS.ProcessEnv {
    const ticket = join(temporaryFolder('ticket'), 'ticket');
    writeFileSync(ticket, '');
    return { [reconnectionVariable]: reconnectionText({ ticket, until, meter, startedAt }) };
  }

  it('is good for one start, in its time, and leaves nothing in the environment', () => {
    const environment = { ...handed({ pid: 7, startTicks: 1 }, 5), HOME: '/home/ada' };
    const again = { ...environment };
    assert.equal(takeReconnection(environment, Date.now())?.meter.pid, 7);
    assert.deepEqual(environment, { HOME: '/home/ada' });
    assert.equal(takeReconnection(again, Date.now()), null);
    assert.deepEqual(again, { HOME: '/home/ada' });
    assert.equal(takeReconnection(handed({ pid: 7, startTicks: 1 }, 5, 1000), 1001), null);
    assert.equal(takeReconnection({ [reconnectionVariable]: '{"ticket": 3' }, 0), null);
  });

  it('tells what became of its run, ends as that did, and starts the training at the next start', async () => {
    const runs = temporaryFolder('reconnection');
    const startedAt = Date.now();
    const command = ['run', '--runs', runs, '--', 'sh', '-c', 'exit 3'];
    const first = start(command);
    await first.finished;
    const [id = ''] = runIdsIn(runs);
    const environment = handed({ pid: first.process.pid ?? 0, startTicks: 1 }, startedAt);
    const { code, stderr } = await start(command, environment).finished;
    assert.equal(code, 3);
    assert.match(
      stderr,
      new RegExp(`run ${id} of this task has ended with exit code 3: .*More: wattlens report`),
    );
    assert.match(stderr, /run it again for a new run/);
    assert.equal(runIdsIn(runs).length, 1);
    assert.equal((await start(command, environment).finished).code, 3);
    assert.equal(runIdsIn(runs).length, 2);
  });

  it('says so where no run of it is there', async () => {
    const runs = temporaryFolder('reconnection');
    const command = ['run', '--runs', runs, '--', 'true'];
    const environment = handed({ pid: 2 ** 22 - 1, startTicks: 1 }, Date.now());
    const { code, stderr } = await start(command, environment).finished;
    assert.equal(code, 1);
    assert.match(stderr, /has no run of it\. VS Code has brought the task back/);
    assert.deepEqual(runIdsIn(runs), []);
  });

  it('waits for a training that goes on without its terminal, and passes signals on', async () => {
    const runs = temporaryFolder('reconnection');
    const startedAt = Date.now();
    const command = ['run', '--runs', runs, '--', 'sleep', '600'];
    const first = start(command);
    await untilARunIsThere(runs);
    const second = start(command, handed(identityOf(first.process.pid ?? 0), startedAt));
    await new Promise<void>((resolve) => {
      second.process.stderr?.on('data', (text: string) => {
        if (text.includes('goes on without its terminal')) resolve();
      });
    });
    second.process.kill('SIGTERM');
    assert.equal((await second.finished).code, 143);
    assert.equal((await first.finished).code, 143);
    assert.equal(runIdsIn(runs).length, 1);
    assert.ok(readJournal(onlyJournal(runs)).some(({ type }) => type === 'end'));
  });
});
