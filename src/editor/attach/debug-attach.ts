import { basename, isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { commandOf, readProcessFacts } from '../../processes/process-facts';
import type { AttachConsent } from './attach-consent';
import { attachMeter } from './attached-meters';
import { scriptTrains } from './script-verdicts';
import { noteTexts } from '../../runs/note-texts';
import { noticeText } from '../shown-text';

interface DebugAttachContext {
  readonly meterProgram: string;
  readonly consent: AttachConsent;
  readonly log: vscode.LogOutputChannel;
}

/** The debug adapter protocol's event that names the process, as debugpy sends it. */
const processEventSchema = v.object({
  type: v.literal('event'),
  event: v.literal('process'),
  body: v.object({
    name: v.optional(v.string()),
    systemProcessId: v.pipe(v.number(), v.integer(), v.minValue(1)),
    isLocalProcess: v.optional(v.boolean()),
  }),
});

/** What is read of a launch configuration. `wattlens` decides without a question. */
const configurationSchema = v.object({
  wattlens: v.optional(v.boolean()),
  program: v.optional(v.string()),
  module: v.optional(v.string()),
  args: v.optional(v.union([v.array(v.string()), v.string()])),
  cwd: v.optional(v.string()),
  noDebug: v.optional(v.boolean()),
  /** Of the session of a sub-process, which has the rest from the session above it. */
  subProcessId: v.optional(v.number()),
});

const pythonTypes = ['debugpy', 'python'] as const;

/** Meters training that is run by the Python debugger, with or without debugging. */
export function registerDebugAttach(context: DebugAttachContext): vscode.Disposable {
  const sessions: SettledSessions = new Map();
  const trackers = pythonTypes.map((type) =>
    vscode.debug.registerDebugAdapterTrackerFactory(type, {
      createDebugAdapterTracker: (session) => ({
        onDidSendMessage(message: { readonly event?: unknown }) {
          // Every message of a session comes by here: all but one kind are let pass at once.
          if (message.event !== 'process') return;
          const parsed = v.safeParse(processEventSchema, message);
          if (!parsed.success || sessions.has(session.id)) return;
          const { body } = parsed.output;
          const settled = isSettledAbove(session, sessions)
            .then(async (above) => above || (await meterDebugged(context, session, body)))
            .catch((error: unknown) => {
              context.log.error(`A debugged training could not be metered: ${String(error)}`);
              return true;
            });
          sessions.set(session.id, settled);
        },
      }),
    }),
  );
  return vscode.Disposable.from(
    ...trackers,
    vscode.debug.onDidTerminateDebugSession((session) => sessions.delete(session.id)),
  );
}

/** By a session's id, whether its sub-processes are settled with it: not where what it runs does not train. */
type SettledSessions = Map<string, Promise<boolean>>;

/** A sub-process has a session of its own below its parent's; the parent's run has its energy, where there is one. */
async function isSettledAbove(
  session: vscode.DebugSession,
  sessions: Readonly<SettledSessions>,
): Promise<boolean> {
  for (let above = session.parentSession; above !== undefined; above = above.parentSession)
    if ((await sessions.get(above.id)) === true) return true;
  return false;
}

/** Meters what a session runs if it trains, and false where it does not: what it starts may. */
async function meterDebugged(
  { meterProgram, consent, log }: DebugAttachContext,
  session: vscode.DebugSession,
  { systemProcessId: pid, isLocalProcess, name }: v.InferOutput<typeof processEventSchema>['body'],
): Promise<boolean> {
  if (!vscode.workspace.isTrusted) return true;
  const parsed = v.safeParse(configurationSchema, session.configuration);
  const configuration = parsed.success ? parsed.output : {};
  if (configuration.wattlens === false) return true;
  const { cwd } = configuration;
  const { program = name, module } = configuration.subProcessId === undefined ? configuration : {};
  const folder = cwd ?? session.workspaceFolder?.uri.fsPath ?? null;
  const scope =
    program !== undefined && isAbsolute(program) ? vscode.Uri.file(program) : session.workspaceFolder?.uri;
  const isAsked = configuration.wattlens === true;
  if (!isAsked && !(await trains(program, module, configuration.args, folder))) return false;
  const found = isLocalProcess === false ? null : pythonProcess(pid);
  if (found === null) {
    const message = vscode.l10n.t(
      'The training of "{0}" runs in another machine or container: it is not measurable here.',
      session.name,
    );
    log.info(message);
    if (isAsked) void vscode.window.showWarningMessage(`Wattlens: ${noticeText(message)}`);
    return true;
  }
  if (!isAsked && !(await consent.given(program ?? module ?? session.name, scope))) return true;
  const isDebugged = configuration.noDebug !== true;
  await attachMeter(
    meterProgram,
    {
      process: found,
      kind: 'debugger',
      label: program === undefined ? (module ?? session.name) : basename(program),
      scope,
      ...(isDebugged
        ? {
            note: noteTexts.write(
              'Run under a debugger, which slows Python down: without it the same training takes less energy.',
            ),
          }
        : {}),
    },
    log,
  );
  return true;
}

/** The process of that number, if it is one of Python here; of another machine or container the number means nothing. */
function pythonProcess(pid: number): { readonly pid: number; readonly startTicks?: number } | null {
  if (process.platform === 'linux') {
    const isPython = commandOf(pid).some((word) => /python|debugpy/i.test(word));
    return isPython ? readProcessFacts(pid) : null;
  }
  try {
    // Signal 0 asks whether it is there.
    process.kill(pid, 0);
    return { pid };
  } catch {
    return null;
  }
}

async function trains(
  program: string | undefined,
  module: string | undefined,
  programArguments: string | readonly string[] | undefined,
  folder: string | null,
): Promise<boolean> {
  const { trainingCommand } = await import('../../detect/command-line');
  const rest =
    typeof programArguments === 'string' ? programArguments.split(/\s+/) : (programArguments ?? []);
  if (program !== undefined) {
    const path = isAbsolute(program) || folder === null ? program : join(folder, program);
    return trainingCommand(['python', path, ...rest], (script) => scriptTrains(script, folder)) !== null;
  }
  return module !== undefined && trainingCommand(['python', '-m', module, ...rest]) !== null;
}
