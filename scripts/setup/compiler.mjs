// A C compiler: the tests compile a stand-in NVML library with it, and the VS Code server two small native modules.
import { findProgram } from './command.mjs';
import { installSystemPackages } from './system-packages.mjs';

/** Finds or installs `cc`, `c++` and `make`. Returns the path of the C compiler. */
export async function ensureCompiler() {
  const found = findCompiler();
  if (found !== undefined) return found;
  await installSystemPackages('a C compiler', {
    'apt-get': ['gcc', 'g++', 'make', 'libc6-dev'],
    dnf: ['gcc', 'gcc-c++', 'make'],
    apk: ['build-base'],
    pacman: ['base-devel'],
    zypper: ['gcc', 'gcc-c++', 'make'],
  });
  return findCompiler();
}

/** The C compiler of a complete set (C, C++, make), or undefined. */
export function findCompiler() {
  const cPlusPlus = findProgram('c++') ?? findProgram('g++') ?? findProgram('clang++');
  if (cPlusPlus === undefined || findProgram('make') === undefined) return undefined;
  return findProgram('cc') ?? findProgram('gcc') ?? findProgram('clang');
}
