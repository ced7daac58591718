import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  childrenOf,
  commandOf,
  descendantsOf,
  folderOf,
  parseProcessFacts,
  readProcessFacts,
  startedAtSeconds,
} from '../../../src/processes/process-facts';

const stat = (state: string, name = 'python3'): string =>
  `4711 (${name}) ${state} 12 4711 99 34816 4711 4194560 1 2 3 4 150 50 7 8 20 0 1 0 123456 1000 50 18446744073709551615 1`;

describe('what Linux tells of a process', () => {
  it('is read from its stat, whatever its name holds', () => {
    for (const name of ['python3', 'a) S 1 2 3', 'train (7) R'])
      assert.deepEqual(parseProcessFacts(4711, stat('R', name)), {
        pid: 4711,
        parent: 12,
        group: 4711,
        foregroundGroup: 4711,
        startTicks: 123456,
        cpuSeconds: 2,
        isStopped: false,
      });
    for (const text of [stat('Z'), stat('X'), '', '4711 (python3', stat('S').slice(0, 60)])
      assert.equal(parseProcessFacts(4711, text), null);
  });

  it('finds children, their command, folder and age', async () => {
    const child = spawn('sh', ['-c', 'sleep 20 & wait'], { cwd: '/', stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = child.pid ?? 0;
    try {
      for (let tries = 0; childrenOf(pid).length === 0 && tries < 400; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      const [sleep] = childrenOf(pid);
      assert.ok(sleep);
      assert.equal(sleep.parent, pid);
      assert.deepEqual(
        descendantsOf(process.pid)
          .map((each) => each.pid)
          .filter((each) => each === pid || each === sleep.pid)
          .sort((a, b) => a - b),
        [pid, sleep.pid].sort((a, b) => a - b),
      );
      assert.deepEqual(commandOf(pid), ['sh', '-c', 'sleep 20 & wait']);
      assert.equal(folderOf(pid), '/');
      const facts = readProcessFacts(pid);
      assert.ok(facts);
      const age = Date.now() / 1000 - (startedAtSeconds(facts) ?? 0);
      assert.ok(age >= 0 && age < 20, `${age} s`);
      process.kill(sleep.pid, 'SIGKILL');
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    assert.equal(readProcessFacts(pid), null);
    assert.deepEqual([childrenOf(pid), commandOf(pid), folderOf(pid)], [[], [], null]);
  });
});
