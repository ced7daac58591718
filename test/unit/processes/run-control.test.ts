import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { descendantsOf, readProcessFacts } from '../../../src/processes/process-facts';
import { interrupt, isPaused, pause, resume } from '../../../src/processes/run-control';

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await sleep(20);
  assert(holds());
}

describe('controlling a run', () => {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('pauses a command with all that it has started, and lets it go on', async () => {
    const shell = spawn('sh', ['-c', 'sleep 30 & sleep 31'], { stdio: 'ignore', detached: true });
    const pid = shell.pid ?? 0;
    try {
      await until(() => descendantsOf(pid).length === 2);
      assert.equal(pause(pid), null);
      const all = (): number[] => [pid, ...descendantsOf(pid).map((each) => each.pid)];
      await until(() => all().every(isPaused));
      assert.equal(resume(pid), null);
      await until(() => !all().some(isPaused));
    } finally {
      process.kill(-pid, 'SIGKILL');
    }
  });

  it('interrupts a command of its own group as a terminal would, children and all', async () => {
    const script = "trap 'exit 7' INT; sleep 30 & child=$!; wait $child; exit 8";
    const shell = spawn('sh', ['-c', script], { stdio: 'ignore', detached: true });
    const pid = shell.pid ?? 0;
    await until(() => descendantsOf(pid).length === 1);
    assert.equal(interrupt(pid), null);
    const [code] = (await once(shell, 'exit')) as [number];
    assert.equal(code, 7);
  });

  it('interrupts a process that shares this one’s group alone', async () => {
    const child = spawn('sleep', ['30'], { stdio: 'ignore' });
    await once(child, 'spawn');
    assert.equal(interrupt(child.pid ?? 0), null);
    const [, signal] = (await once(child, 'exit')) as [null, string];
    assert.equal(signal, 'SIGINT');
  });

  it('interrupts a command that is paused: it goes on, and ends', async () => {
    const child = spawn('sleep', ['30'], { stdio: 'ignore', detached: true });
    await once(child, 'spawn');
    assert.equal(pause(child.pid ?? 0), null);
    await until(() => isPaused(child.pid ?? 0));
    assert.equal(interrupt(child.pid ?? 0), null);
    const [, signal] = (await once(child, 'exit')) as [null, string];
    assert.equal(signal, 'SIGINT');
  });

  it('says why it can’t', async () => {
    const child = spawn('true', { stdio: 'ignore' });
    await once(child, 'exit');
    assert.equal(readProcessFacts(child.pid ?? 0), null);
    assert.equal(interrupt(child.pid ?? 0), 'it has ended');
    assert.equal(pause(child.pid ?? 0), 'it has ended');
  });
});
