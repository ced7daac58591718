import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { numberedHere, processNumbers } from '../../../../src/meter/attribution/process-numbers';
import type { DeviceProcess } from '../../../../src/meter/source';

/** A tree as /proc: by the number of a process here, its numbers from here to the innermost. */
function procTree(processes: Readonly<Record<number, readonly number[]>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-proc-'));
  for (const [pid, numbers] of Object.entries(processes)) {
    mkdirSync(join(folder, pid));
    writeFileSync(
      join(folder, pid, 'status'),
      `Name:\tpython\nTgid:\t${pid}\nNSpid:\t${numbers.join('\t')}\nVmRSS:\t 12 kB\n`,
    );
  }
  return folder;
}

const listed = (...pids: number[]): DeviceProcess[] =>
  pids.map((pid) => ({ pid, utilization: 0.5, memoryBytes: 1 }));
const pidsOf = (processes: readonly DeviceProcess[]): number[] => processes.map(({ pid }) => pid);

describe('the numbers of processes in containers', () => {
  it('of the host are told by the host’s /proc, where it is seen', () => {
    // Here, in a container, there are 12 and 13; another container has a 12 too.
    const own = procTree({ 12: [12], 13: [13] });
    const host = procTree({ 40012: [40012, 12], 40013: [40013, 13], 51000: [51000, 12, 5], 900: [900] });
    const numbers = processNumbers(own, host);
    const here = new Set([12, 13]);
    assert.deepEqual(pidsOf(numberedHere(listed(40012, 900, 40013), here, numbers)), [12, 900, 13]);
    // That it has a 12 on its way in does not make it ours: ours has nothing further in.
    assert.deepEqual(pidsOf(numberedHere(listed(51000), here, numbers)), [51000]);
    assert.deepEqual(pidsOf(numberedHere(listed(40012), here, processNumbers(own, '/nowhere'))), [40012]);
  });

  it('of a container are told by the process itself, unless two have them', () => {
    const own = procTree({ 7000: [7000, 31], 7001: [7001, 32], 8000: [8000, 32], 9: [9] });
    const numbers = processNumbers(own, '/nowhere');
    const here = new Set([7000, 7001, 8000, 9]);
    assert.deepEqual(pidsOf(numberedHere(listed(31), here, numbers)), [7000]);
    assert.deepEqual(pidsOf(numberedHere(listed(32), here, numbers)), [32]);
    assert.deepEqual(pidsOf(numberedHere(listed(9, 31), here, numbers)), [9, 7000]);
  });

  it('stay as they are on kernels that tell none, and for processes that are gone', () => {
    const own = procTree({ 7000: [] });
    const here = new Set([7000, 7001]);
    assert.deepEqual(pidsOf(numberedHere(listed(31), here, processNumbers(own, '/nowhere'))), [31]);
  });

  it('are those of a real namespace, where one may be made here', async function () {
    const unshare = ['--pid', '--fork', '--kill-child'];
    if (spawnSync('unshare', [...unshare, 'true']).status !== 0) this.skip();
    const child = spawn('unshare', [...unshare, 'sh', '-c', 'echo started; read line'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], { encoding: 'utf8' });
    const outside = Number(stdout.trim());
    try {
      assert.deepEqual(processNumbers().inner(outside), [outside, 1]);
      // It is the only one of these with this number further in.
      assert.deepEqual(pidsOf(numberedHere(listed(1), new Set([outside, process.pid]), processNumbers())), [
        outside,
      ]);
    } finally {
      child.stdin.end('\n');
      await new Promise((resolve) => child.once('exit', resolve));
    }
  });
});
