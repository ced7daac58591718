import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { belowInPs, listByPs, parsePsLine } from '../../../src/processes/ps-table';

describe('what ps tells of processes', () => {
  it('is read as macOS and Linux write it', () => {
    const mac =
      '  4711   501  4711  4711   123:04.56 Thu Nov  6 05:37:44 2025     /usr/bin/python3 train.py --name two words';
    assert.deepEqual(parsePsLine(mac), {
      pid: 4711,
      parent: 501,
      group: 4711,
      foregroundGroup: 4711,
      startedAtSeconds: Date.parse('2025-11-06T05:37:44') / 1000,
      cpuSeconds: 123 * 60 + 4.56,
      words: ['/usr/bin/python3', 'train.py', '--name', 'two', 'words'],
    });
    const linux = '      2       0       0      -1 1-02:03:04 Sat Jan 10 12:00:00 2026 [kthreadd]';
    assert.equal(parsePsLine(linux)?.cpuSeconds, 86_400 + 2 * 3600 + 3 * 60 + 4);
    assert.equal(parsePsLine(linux)?.foregroundGroup, -1);
  });

  it('is nothing in other lines, and never an exception', () => {
    for (const line of ['', 'PID PPID', '1 2 3 4 x Thu Nov 6 05:37:44 2025 a', '1 2 3 4 0:00.01 never a'])
      assert.equal(parsePsLine(line), null);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (line) => {
        parsePsLine(line);
      }),
    );
  });

  it('has a process, its children and its start', async function () {
    if (process.platform === 'win32') this.skip();
    const shell = spawn('sh', ['-c', 'sleep 31.25 & wait'], { stdio: 'ignore', detached: true });
    const pid = shell.pid ?? 0;
    try {
      let below: readonly { words: readonly string[] }[] = [];
      for (let tries = 0; below.length === 0 && tries < 40; tries += 1) {
        const all = await listByPs();
        const own = all.find((each) => each.pid === pid);
        if (own === undefined) continue;
        assert.ok(Math.abs(Date.now() / 1000 - own.startedAtSeconds) < 60);
        assert.equal(own.parent, process.pid);
        below = belowInPs(pid, all).filter(({ words }) => words.includes('31.25'));
      }
      assert.deepEqual(below[0]?.words, ['sleep', '31.25']);
    } finally {
      process.kill(-pid, 'SIGKILL');
      await once(shell, 'exit');
    }
  });
});
