import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { belowInPs, listByPs } from '../../processes/ps-table';
import { commandOf, descendantsOf, folderOf, listProcessFacts } from '../../processes/process-facts';

const kernelProgram = /\b(?:ipykernel(?:_launcher)?|xpython|bash_kernel|IRkernel|IJulia)\b/;
const busyMs = 250;

/**
 * The process of a notebook's kernel on this machine; null where there is none that could be it, as of a remote kernel.
 * Kernels that this extension host's extensions have started come first; of several the one whose session names the
 * notebook, that works in its folder, or that is busy now.
 */
export async function findKernel(notebookPath: string): Promise<Kernel | null> {
  const candidates = process.platform === 'linux' ? kernelsInProc() : await kernelsByPs();
  const named = candidates.filter(({ pid }) => sessionOf(pid)?.endsWith(notebookPath) === true);
  const near = named.length > 0 ? named : preferred(candidates, notebookPath);
  if (near.length < 2) return near[0] ?? null;
  await new Promise((resolve) => setTimeout(resolve, busyMs));
  const later = process.platform === 'linux' ? kernelsInProc() : await kernelsByPs();
  const growth = near.map(({ pid, cpuSeconds }) => {
    const now = later.find((kernel) => kernel.pid === pid);
    return now === undefined ? -1 : now.cpuSeconds - cpuSeconds;
  });
  return near[growth.indexOf(Math.max(...growth))] ?? null;
}

export interface Kernel {
  readonly pid: number;
  readonly startTicks?: number;
  readonly cpuSeconds: number;
}

function kernelsInProc(): readonly Kernel[] {
  const isKernel = ({ pid }: Kernel): boolean => kernelProgram.test(commandOf(pid).join(' '));
  const own = descendantsOf(process.pid).filter(isKernel);
  return own.length > 0 ? own : listProcessFacts().filter(isKernel);
}

/** On macOS; where `ps` can't be run, there are none that could be seen. */
async function kernelsByPs(): Promise<readonly Kernel[]> {
  try {
    const all = (await listByPs()).filter(({ pid }) => pid !== process.pid);
    const isKernel = ({ words }: { readonly words: readonly string[] }): boolean =>
      kernelProgram.test(words.join(' '));
    const own = belowInPs(process.pid, all).filter(isKernel);
    return own.length > 0 ? own : all.filter(isKernel);
  } catch {
    return [];
  }
}

function preferred(candidates: readonly Kernel[], notebookPath: string): readonly Kernel[] {
  const inFolder = candidates.filter(({ pid }) => folderOf(pid) === dirname(notebookPath));
  return inFolder.length > 0 ? inFolder : candidates;
}

/** Jupyter's servers name the session of a kernel in its environment; it is this user's own process, or can't be read. */
function sessionOf(pid: number): string | null {
  try {
    return (
      /(?:^|\0)JPY_SESSION_NAME=([^\0]+)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1] ?? null
    );
  } catch {
    return null;
  }
}
