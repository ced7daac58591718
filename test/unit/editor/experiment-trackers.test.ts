import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logToTracker } from '../../../src/editor/runs/experiment-trackers';
import { trackerRecord, type TrackerRecord } from '../../../src/runs/report/tracker-record';
import { summarize } from '../../../src/runs/summary';
import { wholeJournal } from '../runs/journal-samples';

/** Modules with the calls of the trackers that are used; they write what they are given. */
const modules: Readonly<Record<string, string>> = {
  'mlflow.py': `
import json
class Run:
    class info: run_id = "abc123"
    def __enter__(self): return self
    def __exit__(self, *rest): json.dump(kept, open("kept.json", "w"))
kept = {}
def start_run(run_name): kept["name"] = run_name; return Run()
def log_metrics(metrics): kept["metrics"] = metrics
def set_tags(tags): kept["tags"] = tags
`,
  'wandb.py': `
def init(**options): raise RuntimeError("no key: <b>" + "x" * 2000)
`,
};

describe('experiment trackers', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattlens-tracker-'));
    for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const record = (): TrackerRecord => {
    const summary = summarize(wholeJournal, { meterAlive: false });
    assert.ok(summary !== null);
    return trackerRecord(summary);
  };

  it('are given energy, CO2e and sources, and nothing that is not known', () => {
    const { metrics, tags } = record();
    assert.ok(Math.abs((metrics['energy_kwh'] ?? 0) - 0.00125) < 1e-9);
    assert.ok(Math.abs((metrics['co2e_kg'] ?? 0) - 0.000675) < 1e-9);
    for (const value of Object.values(metrics)) assert.ok(Number.isFinite(value));
    assert.match(tags['wattlens.carbonIntensity'] ?? '', /^360 g\/kWh, DE/);
    assert.match(tags['wattlens.sources'] ?? '', /modelled/);
  });

  it('take a run by the Python of the run, in its folder', async () => {
    // A module beside the folder is found first, as Python finds it.
    const answer = await logToTracker('python3', 'mlflow', record(), folder);
    assert.deepEqual(answer, { ok: true, id: 'abc123' });
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'kept.json'), 'utf8')), record());
  });

  it('are told when they fail, shortly, and when they are not there', async () => {
    const failed = await logToTracker('python3', 'wandb', record(), folder);
    assert.ok(!failed.ok && failed.why === 'failed');
    assert.ok(failed.message.length <= 400);
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'mlflow.py'), 'raise ImportError("mlflow")\n');
    assert.deepEqual(await logToTracker('python3', 'mlflow', record(), empty), {
      ok: false,
      why: 'notInstalled',
    });
    const nothing = await logToTracker(join(folder, 'no-python'), 'mlflow', record(), folder);
    assert.ok(!nothing.ok && nothing.why === 'failed');
  });
});
