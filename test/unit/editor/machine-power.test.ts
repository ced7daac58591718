import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MachinePower } from '../../../src/editor/machine-power';

/** Stands in for the meter: writes its number, then what it was told to print. */
const program = (pidFile: string, lines: readonly string[], thenEnds: boolean): string => `
require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, process.argv.slice(2).join(' ') + '\\n' + process.pid);
for (const line of ${JSON.stringify(lines)}) console.log(line);
${thenEnds ? '' : 'setInterval(() => {}, 1000);'}
`;
const line = JSON.stringify({
  time: '2026-01-01T00:00:00Z',
  watts: 26.5,
  devices: [{ id: 'cpu', name: 'CPU', source: 'RAPL', provenance: 'measured', watts: 26.5 }],
});

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    assert.ok(Date.now() < deadline, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('the power of the idle machine', () => {
  let folder = '';
  let power: MachinePower | null = null;
  let changes = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattlens-machine-power-'));
    changes = 0;
  });
  afterEach(() => {
    power?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (lines: readonly string[], thenEnds = false): { pidFile: string; power: MachinePower } => {
    const pidFile = join(folder, 'pid');
    const file = join(folder, 'meter.js');
    writeFileSync(file, program(pidFile, lines, thenEnds));
    power = new MachinePower(file, () => {
      changes += 1;
    });
    return { pidFile, power };
  };

  it('is read by a process that runs only while it is wanted', async () => {
    const { pidFile, power: idle } = start(['no reading', line]);
    assert.equal(existsSync(pidFile), false);
    idle.want(true);
    idle.want(true);
    await until('a reading', () => idle.reading !== null);
    assert.equal(idle.reading?.watts, 26.5);
    const [words, pid] = readFileSync(pidFile, 'utf8').split('\n');
    assert.equal(words, 'watch --json --interval 5000');
    idle.want(false);
    assert.equal(idle.reading, null);
    await until('the process to end', () => !isAlive(Number(pid)));
  });

  it('is not known where the process ends by itself', async () => {
    const { pidFile, power: idle } = start([line], true);
    idle.want(true);
    await until('a reading and its end', () => changes >= 2);
    assert.equal(idle.reading, null);
    assert.ok(existsSync(pidFile));
  });
});
