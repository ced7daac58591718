import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  commandOf,
  descendantsOf,
  folderOf,
  listProcessFacts,
  readProcessFacts,
  type ProcessFacts,
} from '../../processes/process-facts';

const kernelProgram = /\b(?:ipykernel(?:_launcher)?|xpython|bash_kernel|IRkernel|IJulia)\b/;
const busyMs = 250;

/**
 * The process of a notebook's kernel on this machine; null where there is none that could be it, as of a remote kernel.
 * Kernels that this extension host's extensions have started come first; of several the one whose session names the
 * notebook, that works in its folder, or that is busy now.
 */
export async function findKernel(notebookPath: string): Promise<ProcessFacts | null> {
  const isKernel = ({ pid }: ProcessFacts): boolean => kernelProgram.test(commandOf(pid).join(' '));
  const own = descendantsOf(process.pid).filter(isKernel);
  const candidates = own.length > 0 ? own : listProcessFacts().filter(isKernel);
  const named = candidates.filter(({ pid }) => sessionOf(pid)?.endsWith(notebookPath) === true);
  const near = named.length > 0 ? named : preferred(candidates, notebookPath);
  if (near.length < 2) return near[0] ?? null;
  await new Promise((resolve) => setTimeout(resolve, busyMs));
  const growth = near.map((kernel) => (readProcessFacts(kernel.pid)?.cpuSeconds ?? 0) - kernel.cpuSeconds);
  return near[growth.indexOf(Math.max(...growth))] ?? null;
}

function preferred(candidates: readonly ProcessFacts[], notebookPath: string): readonly ProcessFacts[] {
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
