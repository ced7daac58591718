import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import {
  ProcessList,
  parseProcess,
  readProcess,
  type ProcessRecord,
} from '../../../../src/meter/processes/linux-processes';
import { ProcessTree } from '../../../../src/meter/processes/process-tree';

const at = (pid: number, parent: number, cpuSeconds: number, startTicks = pid): ProcessRecord => ({
  pid,
  parent,
  startTicks,
  cpuSeconds,
  hasEnded: false,
});
const sorted = (pids: ReadonlySet<number>): number[] => [...pids].sort((a, b) => a - b);

describe('the tree of processes', () => {
  it('has what the root left behind before it was looked at, by its group, and nobody else of it', () => {
    const ofGroup = (record: ProcessRecord, group: number): ProcessRecord => ({ ...record, group });
    const tree = new ProcessTree(10);
    const others = [ofGroup(at(1, 0, 1), 1), ofGroup(at(9, 5, 1), 9), ofGroup(at(5, 1, 1), 5)];
    tree.update([...others, ofGroup(at(10, 9, 1), 9)]);
    // 12 was started by 10, which has ended; 8 is older; 13 is the meter's own, 14 of the shell that started the meter.
    tree.update([
      ...others,
      ofGroup(at(12, 1, 1), 9),
      ofGroup(at(8, 1, 1), 9),
      ofGroup(at(13, 9, 1), 9),
      ofGroup(at(14, 5, 1), 5),
      ofGroup(at(15, 1, 1), 15),
    ]);
    assert.deepEqual(tree.livingPids, [12]);
  });

  it('has neither the script that started it and the meter in one go, nor the meter', () => {
    const of = (pid: number, parent: number): ProcessRecord => ({ ...at(pid, parent, 1), group: 9 });
    const script = [{ ...at(5, 1, 1), group: 5 }, of(9, 5), of(11, 9), of(12, 9)];
    const tree = new ProcessTree(10, 11);
    tree.update([...script, of(10, 9)]);
    assert.deepEqual(tree.livingPids, [10]);
    tree.update(script);
    assert.ok(tree.isGone, 'the root has ended, at the same tick as which its script began');
    tree.update([of(11, 1), of(12, 9)]);
    assert.ok(!tree.livingPids.includes(11), 'the script has ended, and the meter goes on');
  });

  it('has what carries the mark of the run, and what that starts, in whatever group; each stranger is asked once', () => {
    const of = (pid: number, parent: number): ProcessRecord => ({ ...at(pid, parent, 1), group: pid });
    const asked: number[] = [];
    const tree = new ProcessTree(10, 9, true, (pid) => {
      asked.push(pid);
      return pid === 8 || pid === 20;
    });
    const before = [of(1, 0), of(8, 1), of(9, 1)];
    tree.update([...before, of(10, 9)]);
    // 20 has forked away and started 21; 8 is older than the root, and 30 a stranger.
    const later = [...before, of(20, 1), of(21, 20), of(30, 1)];
    tree.update(later);
    assert.deepEqual(sorted(tree.pids), [20, 21]);
    tree.update(later);
    assert.deepEqual(sorted(tree.pids), [20, 21]);
    assert.deepEqual(
      asked,
      [20, 21, 30].filter((pid) => asked.includes(pid)),
    );
  });

  it('has what carries the mark where the root had ended before the first look, if it is younger than what looks', () => {
    const tree = new ProcessTree(10, 9, true, (pid) => pid !== 30);
    tree.update([at(1, 0, 1), at(8, 1, 1), at(9, 1, 1), at(20, 1, 1), at(30, 1, 1)]);
    assert.deepEqual(sorted(tree.pids), [20]);
  });

  it('has forks of its processes that have left group and parents, and those of nobody else', () => {
    const of = (pid: number, parent: number, layout: string): ProcessRecord => ({
      ...at(pid, parent, 1),
      group: pid,
      layout,
    });
    // 6 is the shell that started the root; 5 takes over what has lost its parents.
    const above = [of(1, 0, 'init'), of(5, 1, 'subreaper'), of(6, 5, 'shell'), of(9, 5, 'meter')];
    const tree = new ProcessTree(10, 9);
    tree.update([...above, of(8, 5, 'root'), of(10, 6, 'root'), of(11, 10, 'child')]);
    tree.update([
      ...above,
      of(8, 5, 'root'),
      of(20, 5, 'root'),
      of(21, 1, 'child'),
      of(22, 21, 'something else'),
      of(30, 5, 'shell'),
      of(31, 40, 'root'),
      of(40, 5, 'stranger'),
      at(41, 5, 1),
    ]);
    // 8 is older than the root, and 31 has another parent.
    assert.deepEqual(sorted(tree.pids), [20, 21, 22]);
  });

  it('has no other forks of what has started it, where it is one itself', () => {
    const of = (pid: number, parent: number, layout: string): ProcessRecord => ({
      ...at(pid, parent, 1),
      group: pid,
      layout,
    });
    const tree = new ProcessTree(10, 9);
    const above = [of(1, 0, 'init'), of(6, 1, 'server'), of(9, 1, 'meter')];
    tree.update([...above, of(10, 6, 'server')]);
    tree.update([...above, of(12, 6, 'server')]);
    assert.ok(tree.isGone);
  });

  it('is the root, its children and theirs, and nobody else', () => {
    const tree = new ProcessTree(10);
    tree.update([at(1, 0, 99), at(10, 1, 1), at(11, 10, 2), at(12, 11, 3), at(20, 1, 50)]);
    assert.deepEqual(sorted(tree.pids), [10, 11, 12]);
    assert.equal(tree.cpuSeconds, 0, 'what was used before the first look does not count');
    tree.update([at(10, 1, 2), at(11, 10, 2), at(12, 11, 5), at(20, 1, 90)]);
    assert.equal(tree.cpuSeconds, 3);
  });

  it('keeps orphans, and lets go of numbers that another process took over', () => {
    const tree = new ProcessTree(10);
    tree.update([at(10, 1, 1), at(11, 10, 2)]);
    tree.update([at(11, 1, 4)]);
    assert.deepEqual(sorted(tree.pids), [11]);
    assert.equal(tree.cpuSeconds, 2);
    assert.ok(!tree.isGone);
    tree.update([at(11, 1, 70, 5000)]);
    assert.ok(tree.isGone);
    assert.equal(tree.cpuSeconds, 2);
    tree.update([at(10, 1, 70, 6000)]);
    assert.ok(tree.isGone, 'nor does the root come back');
  });

  it('counts the time of what was waited for once, however deep it was', () => {
    const tree = new ProcessTree(10);
    tree.update([at(10, 1, 0), at(11, 10, 0), at(12, 11, 0)]);
    tree.update([at(10, 1, 0), at(11, 10, 1), at(12, 11, 8)]);
    assert.equal(tree.cpuSeconds, 9);
    // Both ended; the root has waited for 11, which had waited for 12.
    tree.update([at(10, 1, 10)]);
    assert.equal(tree.cpuSeconds, 10);
  });

  it('never goes back, whatever it is shown', () => {
    const record = fc.record({
      pid: fc.integer({ min: 1, max: 6 }),
      parent: fc.integer({ min: 0, max: 6 }),
      startTicks: fc.integer({ min: 0, max: 2 }),
      cpuSeconds: fc.integer({ min: 0, max: 100 }),
      hasEnded: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(record, { selector: ({ pid }) => pid })), (looks) => {
        const tree = new ProcessTree(1);
        let before = 0;
        for (const look of looks) {
          tree.update(look);
          assert.ok(tree.cpuSeconds >= before && Number.isFinite(tree.cpuSeconds));
          before = tree.cpuSeconds;
        }
      }),
    );
  });

  it('reads the line of a process whatever its name holds', () => {
    const stat = (name: string): string =>
      `42 (${name}) S 7 42 42 0 -1 4194304 1 2 3 4 150 50 30 20 20 0 1 0 12345 1 2`;
    for (const name of ['python3', 'a b', ') R 1 (', ''])
      assert.deepEqual(parseProcess(42, stat(name)), {
        pid: 42,
        parent: 7,
        group: 42,
        startTicks: 12345,
        cpuSeconds: 2.5,
        hasEnded: false,
      });
    assert.equal(parseProcess(42, '42 (python3) S 7'), null);
    assert.equal(parseProcess(42, ''), null);
    assert.equal(readProcess(2 ** 22 + 1), null);
  });

  it('sees a real child and its time', async function () {
    if (process.platform !== 'linux') this.skip();
    const busy = 'while (process.cpuUsage().user < 400000); setTimeout(() => {}, 60000)';
    const shell = spawn('sh', ['-c', `"${process.execPath}" -e '${busy}'; true`]);
    try {
      const tree = new ProcessTree(shell.pid ?? 0);
      const processes = new ProcessList();
      tree.update(processes.look(new Set([shell.pid ?? 0])));
      for (let tries = 0; tries < 300 && tree.cpuSeconds < 0.3; tries++) {
        await sleep(50);
        tree.update(processes.look(tree.pids));
      }
      assert.ok(tree.pids.size >= 2);
      assert.ok(tree.cpuSeconds >= 0.3);
      for (const pid of tree.pids) process.kill(pid, 'SIGKILL');
      await once(shell, 'exit');
      for (let tries = 0; tries < 100 && !tree.isGone; tries++) {
        await sleep(50);
        tree.update(processes.look(tree.pids));
      }
      assert.ok(tree.isGone);
    } finally {
      shell.kill('SIGKILL');
    }
  });
});
