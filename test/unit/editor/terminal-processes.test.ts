import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTrainingProcess, lookByPs } from '../../../src/editor/attach/terminal-processes';
import { nameListedProcess } from '../../../src/meter/processes/named-process';
import { commandOf } from '../../../src/processes/process-facts';

describe('the process of a typed training', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-typed-'));
  before(function () {
    if (process.platform !== 'linux') this.skip();
    writeFileSync(join(folder, 'train.py'), 'import time\ntime.sleep(60)\n');
    writeFileSync(join(folder, 'prepare.py'), '');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const ways: readonly (readonly [string, typeof lookByPs | undefined])[] = [
    ['/proc', undefined],
    ['ps, as on macOS', lookByPs],
  ];
  for (const [way, look] of ways)
    it(`is found behind other commands and in a subshell, by ${way}`, async () => {
      const line = 'python3 prepare.py; (sleep 0.2; python3 train.py --name x; true); true';
      const shell = spawn('bash', ['-c', line], { cwd: folder, stdio: 'ignore', detached: true });
      const pid = shell.pid ?? 0;
      try {
        const found = await findTrainingProcess(
          {
            shell: pid,
            hasEnded: () => false,
            scriptTrains: (script) => script === 'train.py',
            isOnlyCommand: false,
          },
          () => folder,
          look,
        );
        assert.ok(found);
        assert.deepEqual(commandOf(found.pid).slice(-3), ['train.py', '--name', 'x']);
        const named = await nameListedProcess(found.pid);
        assert.ok(named);
        assert.deepEqual(named.command.slice(-3), ['train.py', '--name', 'x']);
        assert.ok(Math.abs(Date.now() / 1000 - (named.startedAtSeconds ?? 0)) < 60);
      } finally {
        process.kill(-pid, 'SIGKILL');
        await once(shell, 'exit');
      }
      assert.equal(await (look ?? lookByPs)(pid), null);
    });

  it('is none where the line ends without one', async () => {
    const shell = spawn('bash', ['-c', 'sleep 60'], { stdio: 'ignore', detached: true });
    const gone = spawn('true', { stdio: 'ignore' });
    await once(gone, 'exit');
    const watch = { hasEnded: () => true, scriptTrains: () => true, isOnlyCommand: false };
    assert.equal(await findTrainingProcess({ ...watch, shell: gone.pid ?? 0 }, () => null), null);
    process.kill(-(shell.pid ?? 0), 'SIGKILL');
  });
});
