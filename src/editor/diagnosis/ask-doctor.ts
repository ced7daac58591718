import { execFile, type ExecFileException } from 'node:child_process';
import { homedir } from 'node:os';
import { nodeVariable } from '../../processes/node-variable';
import { said, type Message } from '../../units/message';
import { saidByMeter } from '../said-by-meter';
import { readDiagnosis, type DiagnosisRow } from './read-diagnosis';

/** All sources are opened side by side, each with its own deadline below this. */
const longestMilliseconds = 30_000;

export type DoctorAnswer =
  | { readonly ok: true; readonly rows: readonly DiagnosisRow[] }
  | { readonly ok: false; readonly reason: Message };

/** Runs `wattlens doctor --json`; `process.execPath` is Electron on the desktop and Node in a remote host. */
export function askDoctor(meterProgram: string, powerArguments: readonly string[]): Promise<DoctorAnswer> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [meterProgram, 'doctor', '--json', ...powerArguments],
      {
        cwd: homedir(),
        env: { ...process.env, ...nodeVariable },
        timeout: longestMilliseconds,
        windowsHide: true,
      },
      (error, stdout, stderr) => {
        const rows = error === null ? readDiagnosis(stdout) : null;
        if (rows !== null) resolve({ ok: true, rows });
        else {
          resolve({ ok: false, reason: whyNoAnswer(error, stderr) });
        }
      },
    );
  });
}

/** Node's own words name the whole command line: they are the last resort. */
function whyNoAnswer(error: ExecFileException | null, stderr: string): Message {
  if (error?.killed === true) return said`it did not answer within ${longestMilliseconds / 1000} s`;
  return (
    saidByMeter(stderr) ??
    (error === null
      ? said`its answer is not understood`
      : said`it ended with ${String(error.code ?? error.signal)}`)
  );
}
