// A Python 3 to train the sample with; PyTorch and NumPy make it faster, but it needs neither.
import { findProgram, runCommand } from './command.mjs';
import { SetupError } from './progress.mjs';
import { installSystemPackages } from './system-packages.mjs';

const oldestPython = 'import sys; sys.exit(sys.version_info < (3, 8))';

/** Finds or installs Python 3.8 or newer, under the name that the extension looks for. */
export async function ensurePython() {
  if (await findPython()) return;
  if (process.platform !== 'linux') {
    throw new SetupError(
      'Python 3.8 or newer is needed to train the sample: install it from https://www.python.org',
    );
  }
  await installSystemPackages('Python 3', {
    'apt-get': ['python3'],
    dnf: ['python3'],
    apk: ['python3'],
    pacman: ['python'],
    zypper: ['python3'],
  });
}

async function findPython() {
  const program = findProgram(process.platform === 'win32' ? 'python' : 'python3');
  return program !== undefined && (await runCommand(program, ['-c', oldestPython])).code === 0;
}
