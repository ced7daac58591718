import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { nodeVariable } from '../../processes/node-variable';
import { formatDuration } from '../../units/format';
import { joinArguments } from '../launch/argument-text';
import { launchRefusal, reportProblem } from '../launch/prepare-launch';
import { attachMeter } from './attached-meters';
import { labelText } from '../shown-text';

const processesSchema = v.array(
  v.object({
    pid: v.number(),
    command: v.array(v.string()),
    training: v.boolean(),
    cpuPercent: v.number(),
    why: v.string(),
    seconds: v.nullable(v.number()),
    startTicks: v.nullable(v.number()),
    children: v.number(),
  }),
);
export type ListedProcess = v.InferOutput<typeof processesSchema>[number];

interface ProcessItem extends vscode.QuickPickItem {
  readonly process: ListedProcess;
}

/** Lets a person pick a running process and meters it. The processes are listed for this alone. */
export async function meterProcess(meterProgram: string, log: vscode.LogOutputChannel): Promise<void> {
  const refusal = launchRefusal();
  if (refusal !== undefined) return reportProblem(refusal);
  let listed: readonly ListedProcess[];
  try {
    listed = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Window,
        title: vscode.l10n.t('Wattlens: looking for running training'),
      },
      () => listProcesses(meterProgram),
    );
  } catch (error) {
    return reportProblem({
      message: vscode.l10n.t("The running processes can't be listed ({0}).", String(error)),
    });
  }
  if (listed.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Wattlens: no process here looks like training.'),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(listed.map(processItem), {
    title: vscode.l10n.t('Meter which running process?'),
    placeHolder: vscode.l10n.t('What it has drawn before is not known; the run says so'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const { pid, startTicks } = picked.process;
  await attachMeter(
    meterProgram,
    {
      process: { pid, ...(startTicks === null ? {} : { startTicks }) },
      kind: 'process',
      label: labelOf(picked.process),
      scope: undefined,
    },
    log,
  );
}

export async function listProcesses(meterProgram: string): Promise<readonly ListedProcess[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [meterProgram, 'processes', '--json'], {
    env: { ...process.env, ...nodeVariable },
    maxBuffer: 64 * 1024 * 1024,
    timeout: 30_000,
  });
  return v.parse(processesSchema, JSON.parse(stdout));
}

function labelOf({ command, pid }: ListedProcess): string {
  const script = command.find((word) => /\.(?:py|ipynb|sh)$/i.test(word));
  return script === undefined ? `${basename(command[0] ?? 'process')} ${pid}` : basename(script);
}

/** Why a process is offered, as `wattlens processes` says. */
function reasonText(why: string): string {
  switch (why) {
    case 'training':
      return vscode.l10n.t('its command trains');
    case 'training, waiting now':
      return vscode.l10n.t('its command trains, it is waiting now');
    default:
      return vscode.l10n.t('a busy interpreter');
  }
}

function processItem(process: ListedProcess): ProcessItem {
  const { pid, command, training, why, cpuPercent, seconds, children } = process;
  const [program = '', ...rest] = command;
  return {
    label: `${training ? '$(zap) ' : ''}${labelText(labelOf(process))}`,
    description: [
      String(pid),
      reasonText(why),
      vscode.l10n.t('{0} % of a core', cpuPercent.toFixed(0)),
      ...(seconds === null ? [] : [vscode.l10n.t('for {0}', formatDuration(seconds))]),
      ...(children === 0 ? [] : [vscode.l10n.t('{0} processes below', children)]),
    ].join(', '),
    detail: labelText(joinArguments([basename(program), ...rest]).slice(0, 300)),
    process,
  };
}
