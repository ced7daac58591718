import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { nodeVariable } from '../../processes/node-variable';
import { message, said, type Message } from '../../units/message';
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
          const told = stderr.trim() || error?.message;
          resolve({
            ok: false,
            reason: told === undefined ? message('its answer is not understood') : said`${told}`,
          });
        }
      },
    );
  });
}
