import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Device } from '../../src/runs/journal';
import { readCurves } from '../../src/runs/read-curves';
import { readRun } from '../../src/runs/store';
import { JournalWriter } from '../../src/runs/writer';
import { startOf } from './simulated-days';

export interface Month {
  readonly readings: number;
  readonly journalBytes: number;
  readonly folderBytes: number;
  readonly openMs: number;
  readonly curvesMs: number;
  readonly areTotalsExact: boolean;
}

/** The journal of `days` of GPUs, a processor and its memory at ten readings a second, as if its meter had been killed. */
export async function writeMonth(days: number, gpus: number): Promise<Month> {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-month-'));
  try {
    const runFolder = join(folder, 'run');
    const writer = new JournalWriter(runFolder, (reason) => {
      throw new Error(reason);
    });
    const ids = [...Array.from({ length: gpus }, (_value, index) => `gpu:GPU-${index}`), 'cpu:0', 'dram:0'];
    const devices = ids.map((id): Device => ({
      id,
      name: id,
      domain: 'gpu',
      source: 'simulated',
      rung: 1,
      provenance: 'measured',
      within: null,
      range: { low: 0.95, high: 1.05 },
    }));
    writer.append({ ...startOf({ devices }), intervalMs: 100 });
    const joules = ids.map(() => 0);
    const maxWatts = ids.map(() => 0);
    const readings = days * 864_000;
    for (let reading = 1; reading <= readings; reading++) {
      const watts = ids.map((_id, device) => 200 + ((reading * 7919 + device * 104_729) % 400_000) / 1000);
      for (const [device, each] of watts.entries()) {
        // Whole millijoules, as the journal has them.
        joules[device] = Math.round(((joules[device] ?? 0) + each / 10) * 1000) / 1000;
        maxWatts[device] = Math.max(maxWatts[device] ?? 0, each);
      }
      const shareJoules = joules.map((each) => Math.round(each * 900) / 1000);
      writer.append({ type: 'sample', t: reading / 10, joules: [...joules], watts, shareJoules });
    }
    writer.flush();
    const path = join(runFolder, 'journal.ndjson');
    const beforeOpening = performance.now();
    const summary = await readRun(path);
    const openMs = performance.now() - beforeOpening;
    const beforeCurves = performance.now();
    await readCurves(path);
    const curvesMs = performance.now() - beforeCurves;
    const areTotalsExact =
      summary?.durationSeconds === readings / 10 &&
      summary.devices.every(
        (device, index) =>
          device.joules === joules[index] &&
          device.samples === readings &&
          device.maxWatts === maxWatts[index],
      );
    const sizes = readdirSync(runFolder).map((name) => statSync(join(runFolder, name)).size);
    return {
      readings,
      journalBytes: statSync(path).size,
      folderBytes: sizes.reduce((sum, size) => sum + size, 0),
      openMs,
      curvesMs,
      areTotalsExact,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
