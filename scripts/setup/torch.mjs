// A Python with the pinned torch and transformers, to count by: the one that WATTLENS_TORCH_PYTHON names, else a virtual
// environment in out/, made on first use (several GB: the torch wheel for Linux brings CUDA libraries).
import path from 'node:path';
import { findProgram, isFile, runCommand } from './command.mjs';
import { outFolder, root } from './paths.mjs';
import { SetupError } from './progress.mjs';

const requirements = path.join(root, 'scripts', 'truth', 'requirements.txt');
const environmentFolder = path.join(outFolder, 'torch-python');
const ownPython = path.join(
  environmentFolder,
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
);

/** @param {string} python */
async function hasTorch(python) {
  const { code } = await runCommand(python, ['-c', 'import torch, transformers']);
  return code === 0;
}

/** The Python that is there already, or undefined. */
export async function findTorchPython() {
  const named = process.env['WATTLENS_TORCH_PYTHON'];
  const candidates = named === undefined ? [ownPython] : [named];
  for (const candidate of candidates)
    if ((named !== undefined || isFile(candidate)) && (await hasTorch(candidate))) return candidate;
  return undefined;
}

/** Finds or installs it. */
export async function ensureTorchPython() {
  const found = await findTorchPython();
  if (found !== undefined) return found;
  const python = findProgram('python3') ?? findProgram('python');
  if (python === undefined) throw new SetupError('Python 3.11 or newer is needed to install PyTorch.');
  console.log(`Installing the pinned torch and transformers into ${environmentFolder} (several GB) ...`);
  for (const [program, args] of /** @type {const} */ ([
    [python, ['-m', 'venv', environmentFolder]],
    [ownPython, ['-m', 'pip', 'install', '--quiet', '-r', requirements]],
  ])) {
    const { code, output } = await runCommand(program, args, { show: true });
    if (code !== 0) throw new SetupError(`PyTorch can't be installed:\n${output.slice(-2000)}`);
  }
  return ownPython;
}
