import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchExit } from '../../../../src/meter/sources/process-exit';

const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe('the exit of a process that was started by hand', () => {
  before(async function () {
    const exit = await watchExit(process.pid);
    exit?.close();
    // Not on other systems, nor before Linux 5.3.
    if (exit === null) this.skip();
  });

  it('is told by the kernel, once it has ended and not before', async () => {
    const child = spawn('sleep', ['0.4'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const exit = await watchExit(child.pid ?? 0);
    assert.ok(exit !== null);
    const isTold = (): boolean => exit.signal.aborted;
    assert.equal(isTold(), false);
    await ended;
    for (let looks = 0; looks < 500 && !isTold(); looks++) await sleep(10);
    assert.ok(isTold());
    exit.close();
  });

  it('is not waited for any more once nobody wants to know, and nothing stays open', async () => {
    const before = openFiles();
    const child = spawn('sleep', ['20'], { stdio: 'ignore' });
    try {
      const exit = await watchExit(child.pid ?? 0);
      assert.ok(exit !== null && openFiles() >= before + 2);
      exit.close();
      exit.close();
      for (let looks = 0; looks < 100 && openFiles() > before; looks++) await sleep(10);
      assert.equal(openFiles(), before);
      assert.equal(exit.signal.aborted, false);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  });

  it('is not known of a process that is not there', async () => {
    assert.equal(await watchExit(2 ** 22 + 1), null);
  });
});
