import { spawn } from 'node:child_process';
import type { TrackerRecord } from '../../runs/report/tracker-record';

export type TrackerName = 'mlflow' | 'wandb';

/** Exit code of the scripts where the package is not installed. */
const notInstalled = 73;

/**
 * Programs for the run's own Python: each hands the record on its standard input to the tracker's API, which decides by
 * its own settings where it is kept, and prints what it is called there.
 */
const scripts: Readonly<Record<TrackerName, string>> = {
  mlflow: `
import json, sys
try:
    import mlflow
except ImportError:
    sys.exit(${notInstalled})
record = json.load(sys.stdin)
with mlflow.start_run(run_name=record["name"]) as run:
    mlflow.log_metrics(record["metrics"])
    mlflow.set_tags(record["tags"])
print("wattlens:" + run.info.run_id)
`,
  wandb: `
import json, sys
try:
    import wandb
except ImportError:
    sys.exit(${notInstalled})
record = json.load(sys.stdin)
run = wandb.init(name=record["name"], job_type="energy", config=record["tags"])
run.log(record["metrics"])
run.finish()
print("wattlens:" + str(run.id))
`,
};

export type TrackerAnswer =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly why: 'notInstalled' }
  | { readonly ok: false; readonly why: 'failed'; readonly message: string };

const longestMilliseconds = 120_000;
const longestMessage = 400;

/** Gives a run to an experiment tracker by the Python at `python`, in the folder where the run was. Never rejects. */
export function logToTracker(
  python: string,
  tracker: TrackerName,
  record: TrackerRecord,
  directory: string,
): Promise<TrackerAnswer> {
  return new Promise((resolve) => {
    const child = spawn(python, ['-c', scripts[tracker]], {
      cwd: directory,
      windowsHide: true,
      timeout: longestMilliseconds,
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on(
      'data',
      (data: Buffer) => (errors = (errors + data.toString()).slice(-10 * longestMessage)),
    );
    const failed = (message: string): void => {
      resolve({ ok: false, why: 'failed', message: message.trim().slice(-longestMessage) });
    };
    child.on('error', (error) => {
      failed(error.message);
    });
    // A program that ends before it has read is told by its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(record));
    child.on('close', (code) => {
      const id = /^wattlens:(\S+)/m.exec(output)?.[1];
      if (code === 0 && id !== undefined) resolve({ ok: true, id });
      else if (code === notInstalled) resolve({ ok: false, why: 'notInstalled' });
      else failed(errors === '' ? `exit code ${String(code)}` : errors);
    });
  });
}
