import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';

/** `printed`: what the run prints goes there. `log`: a process of the run writes it, and its name says that it is a log. */
export type OutputFileKind = 'printed' | 'log';

export interface FoundOutputFile {
  readonly kind: OutputFileKind;
  readonly path: string;
  /** Bytes, at this moment. */
  readonly size: number;
  readonly birthtimeMs: number;
}

/** A process with more open files than this is no copier, and its first ones tell. */
const mostOpenFiles = 256;

/** Names of logs. Data that a training writes as text may hold anything. */
const logName =
  /\.(?:log|out|err)$|^(?:log|logs|output|stdout|stderr|nohup)(?:[._-][\w-]+)*(?:\.txt)?$|[._-]log\.txt$/i;
/** Those of W&B are of its own doings; what a training prints is read from them as W&B's (trainer-files.ts). */
const otherLogs = /[\\/]wandb[\\/]/;

/** How a file was opened, of the flags of open(2). */
const accessMode = 0o3;

/** The regular files that what a run's processes print, or log, goes to. Linux alone; elsewhere there are none. */
export function findOutputFiles(pids: readonly number[]): FoundOutputFile[] {
  const printed = pids.flatMap((pid) => [1, 2].flatMap((number) => fileAt(pid, number, 'printed') ?? []));
  const others = pids.flatMap((pid) => {
    const isCopier = nameOf(pid) === 'tee';
    return openNumbers(pid).flatMap((number) => {
      if (number <= 2) return [];
      const file = fileAt(pid, number, isCopier ? 'printed' : 'log');
      if (file === null) return [];
      if (!isCopier && (!logName.test(basename(file.path)) || otherLogs.test(file.path))) return [];
      return isWritten(pid, number) ? [file] : [];
    });
  });
  return [...printed, ...others];
}

function fileAt(pid: number, number: number, kind: OutputFileKind): FoundOutputFile | null {
  try {
    const path = readlinkSync(`/proc/${pid}/fd/${number}`);
    const stat = statSync(path);
    return stat.isFile() ? { kind, path, size: stat.size, birthtimeMs: stat.birthtimeMs } : null;
  } catch {
    return null;
  }
}

function openNumbers(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).slice(0, mostOpenFiles).map(Number);
  } catch {
    return [];
  }
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return '';
  }
}

/** Whether a process has opened a file for writing. */
function isWritten(pid: number, number: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)$/m.exec(readFileSync(`/proc/${pid}/fdinfo/${number}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & accessMode) !== 0;
  } catch {
    return false;
  }
}
