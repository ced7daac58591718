import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { writeWhole } from '../../files/whole-file';
import { identityOf } from '../../processes/process-identity';
import { reconnectionText, reconnectionVariable, type TaskReconnection } from '../../runs/task-reconnection';
import { taskType } from '../contributions';
import { windowAnswers } from '../window-answers';
import { definitionKey } from './kept-definition';
import { isBroughtBack } from './brought-back';

const launchSchema = v.object({
  pid: v.number(),
  startTicks: v.nullable(v.number()),
  /** In ms since 1970. */
  startedAt: v.number(),
  /** Its end was seen by the window that started it. */
  hasEnded: v.boolean(),
});
const fileSchema = v.record(v.string(), launchSchema);
type Launch = v.InferOutput<typeof launchSchema>;

const fileName = 'launched-tasks.json';
const ticketName = /^reconnection-[\da-f-]+$/;
/** How often a window with such tasks says that it is there, by the time of its file. */
const beatMs = 10_000;
/** VS Code starts a task in this time after it has asked what it is; later a person does. */
const ticketMs = 60_000;
const mostLaunches = 100;
/** Nothing is kept of a workspace in which nothing was launched for so long. */
const longestKeptMs = 30 * 24 * 3_600_000;

/**
 * Where those of a workspace are kept; null where no workspace is open, of which VS Code brings no task back. Not in the folder that
 * VS Code has for the workspace: it gives another one while the host of a window that is gone still has that (`vscode.lock`).
 */
export function launchedTasksFolder(storage: string, workspace: string): string | null {
  if (workspace === '') return null;
  return join(storage, 'launched-tasks', createHash('sha256').update(workspace).digest('hex').slice(0, 16));
}

/**
 * The tasks of this workspace that were launched here, over reloads of the window, in a file of the extension's own: what VS Code
 * brings back by itself after a reload is told from what a person starts.
 */
export class LaunchedTasks implements vscode.Disposable {
  /** What the window before this one has left. */
  private readonly former: ReadonlyMap<string, Launch>;
  private readonly formerSeenMs: number;
  private readonly launches: Map<string, Launch>;
  /** Definitions that VS Code has asked about already. */
  private readonly asked = new Set<string>();
  private readonly tickets = new Map<string, { readonly ticket: string; readonly pid: number }>();
  private readonly listeners: vscode.Disposable;
  private beat: NodeJS.Timeout | undefined;

  /** `folder` is that of `launchedTasksFolder`. */
  constructor(
    private readonly folder: string | null,
    private readonly log: vscode.LogOutputChannel,
  ) {
    if (folder !== null) removeOldTickets(folder);
    const { launches, seenMs } = folder === null ? none : readLaunches(folder);
    this.former = launches;
    this.formerSeenMs = seenMs;
    this.launches = new Map(launches);
    if (launches.size > 0) this.startBeat();
    this.listeners = vscode.Disposable.from(
      vscode.tasks.onDidStartTaskProcess(({ execution, processId }) => {
        const key = keyOf(execution.task);
        if (key !== undefined) this.started(key, processId);
      }),
      vscode.tasks.onDidEndTaskProcess(({ execution }) => {
        const key = keyOf(execution.task);
        const launch = key === undefined ? undefined : this.launches.get(key);
        if (key === undefined || launch === undefined) return;
        this.launches.set(key, { ...launch, hasEnded: true });
        this.save();
      }),
    );
  }

  dispose(): void {
    clearInterval(this.beat);
    this.listeners.dispose();
  }

  /** What the meter of a task that VS Code asks about is given beside all else: nothing where a person starts it. */
  environmentFor(definition: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
    const key = definitionKey(definition);
    const launch = this.former.get(key);
    const isFirst = !this.asked.has(key);
    this.asked.add(key);
    // A run that waits for its time has a file of its own that says whether it is over.
    if (this.folder === null || launch === undefined || !isFirst || definition['startAt'] !== undefined)
      return {};
    const moment = {
      hostSeconds: process.uptime(),
      secondsSinceWindow: (Date.now() - this.formerSeenMs) / 1000,
      hasTerminals: vscode.window.terminals.length > 0,
      hasEnded: launch.hasEnded,
    };
    const isIt = isBroughtBack(moment);
    this.log.info(
      `A task that was launched before is asked about ${moment.hostSeconds.toFixed(1)} s after the start: ${isIt ? 'VS Code brings it back' : 'it is started anew'}`,
    );
    if (!isIt) return {};
    const ticket = join(this.folder, `reconnection-${randomUUID()}`);
    const { pid, startTicks, startedAt } = launch;
    const handed: TaskReconnection = {
      ticket,
      until: Date.now() + ticketMs,
      meter: { pid, startTicks },
      startedAt,
    };
    try {
      writeFileSync(ticket, '', { mode: 0o600 });
    } catch (error) {
      this.log.warn(`What VS Code brings back can't be kept in ${this.folder}: ${String(error)}`);
      return {};
    }
    this.tickets.set(key, { ticket, pid });
    return { [reconnectionVariable]: reconnectionText(handed) };
  }

  private started(key: string, pid: number): void {
    const known = this.launches.get(key);
    const { startTicks } = identityOf(pid);
    const isSame = known?.pid === pid && known.startTicks === startTicks;
    const issued = this.tickets.get(key);
    // It has its terminal back: the next start is a person's.
    if (issued?.pid === pid) rmSync(issued.ticket, { force: true });
    this.tickets.delete(key);
    const startedAt = isSame ? known.startedAt : Date.now();
    this.launches.delete(key);
    this.launches.set(key, { pid, startTicks, startedAt, hasEnded: false });
    this.save();
    this.startBeat();
  }

  private save(): void {
    if (this.folder === null) return;
    try {
      mkdirSync(this.folder, { recursive: true });
      removeUnusedFolders(dirname(this.folder));
      // Another window of the workspace may have launched others.
      const all = new Map([...readLaunches(this.folder).launches, ...this.launches]);
      const kept = [...all]
        .sort(([, one], [, other]) => one.startedAt - other.startedAt)
        .slice(-mostLaunches);
      writeWhole(join(this.folder, fileName), JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
    } catch (error) {
      this.log.warn(`The launched tasks can't be kept in ${this.folder}: ${String(error)}`);
    }
  }

  private startBeat(): void {
    const { folder } = this;
    if (folder === null || this.beat !== undefined) return;
    const say = async (): Promise<void> => {
      await windowAnswers();
      try {
        utimesSync(join(folder, fileName), new Date(), new Date());
      } catch {
        // It was deleted: the next launch writes it again.
      }
    };
    void say();
    this.beat = setInterval(() => void say(), beatMs);
  }
}

const keyOf = ({ definition }: vscode.Task): string | undefined =>
  definition.type === taskType ? definitionKey(definition) : undefined;

/** What a window has left, and when it was there last, in ms since 1970. */
interface LeftLaunches {
  readonly launches: ReadonlyMap<string, Launch>;
  readonly seenMs: number;
}

const none: LeftLaunches = { launches: new Map<string, Launch>(), seenMs: 0 };

function readLaunches(folder: string): LeftLaunches {
  try {
    const path = join(folder, fileName);
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), fileSchema), readFileSync(path, 'utf8'));
    if (parsed.success)
      return { launches: new Map(Object.entries(parsed.output)), seenMs: statSync(path).mtimeMs };
  } catch {
    // Nothing was launched here yet.
  }
  return none;
}

function removeOldTickets(folder: string): void {
  try {
    for (const name of readdirSync(folder).filter((each) => ticketName.test(each))) {
      const ticket = join(folder, name);
      // The task that another window has just asked about may be about to take its own.
      if (Date.now() - statSync(ticket).mtimeMs > ticketMs) rmSync(ticket);
    }
  } catch {
    // There is no folder yet, or another window has removed it first.
  }
}

function removeUnusedFolders(parent: string): void {
  for (const name of readdirSync(parent)) {
    const folder = join(parent, name);
    const seen = statSync(join(folder, fileName), { throwIfNoEntry: false });
    if (seen !== undefined && Date.now() - seen.mtimeMs > longestKeptMs) rmSync(folder, { recursive: true });
  }
}
