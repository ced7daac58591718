// The other tools, in a Python environment of their own in out/, made on first use.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, isFile, runCommand } from '../../setup/command.mjs';
import { outFolder } from '../../setup/paths.mjs';

/** CodeCarbon twice: as it is, and its last release that had no answer for a GPU without a counter. */
export const peerNames = ['codecarbon', 'codecarbon before', 'zeus', 'carbontracker', 'poll'] as const;
export type PeerName = (typeof peerNames)[number];

const folder = path.join(outFolder, 'bench-peers');
const python = path.join(folder, 'bin', 'python');
const requirements = path.join(__dirname, 'requirements.txt');
const installed = path.join(folder, 'requirements.txt');

const script = path.join(__dirname, 'peer.py');

const versionBefore = '3.2.9';
const folderBefore = path.join(outFolder, `bench-codecarbon-${versionBefore}`);

/** Measures from one moment to another, in seconds of CLOCK_MONOTONIC. */
export const peerCommand = (peer: PeerName, from: number, to: number): string[] => [
  script,
  peer === 'codecarbon before' ? 'codecarbon' : peer,
  String(from),
  String(to),
];

export const peerEnvironment = (peer: PeerName): NodeJS.ProcessEnv =>
  peer === 'codecarbon before' ? { PYTHONPATH: folderBefore } : {};

/** `codecarbon 3.3.2`, as pinned. */
export function peerTitle(peer: PeerName): string {
  if (peer === 'codecarbon before') return `codecarbon ${versionBefore}`;
  const version = new RegExp(`^${peer}==(.+)$`, 'm').exec(readFileSync(requirements, 'utf8'))?.[1];
  return version === undefined ? 'poll each second' : `${peer} ${version}`;
}

/** Installs them where they are not there yet. Returns the Python that has them. */
export async function ensurePeers(): Promise<string> {
  const wanted = readFileSync(requirements, 'utf8');
  const isBeforeThere = isFile(path.join(folderBefore, 'codecarbon', '__init__.py'));
  if (isBeforeThere && isFile(installed) && readFileSync(installed, 'utf8') === wanted) return python;
  const system = findProgram('python3');
  if (system === undefined)
    throw new Error('Python 3.10 or newer is needed for the tools that are compared.');
  console.log(`Installing ${wanted.trim().split('\n').join(', ')} into ${folder} ...`);
  for (const [program, parameters] of [
    [system, ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
    [
      python,
      [
        ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'],
        ...['--target', folderBefore, `codecarbon==${versionBefore}`],
      ],
    ],
  ] as const) {
    const { code, output } = await runCommand(program, parameters);
    if (code !== 0) throw new Error(`they can't be installed:\n${output.slice(-2000)}`);
  }
  writeFileSync(installed, wanted);
  return python;
}

/** A folder with a program by the name of nvidia-smi: CodeCarbon looks for GPUs only where there is one. */
export function folderWithSmi(parent: string): string {
  const bin = path.join(parent, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = path.join(bin, 'nvidia-smi');
  writeFileSync(program, '#!/bin/sh\nexit 0\n');
  chmodSync(program, 0o755);
  return bin;
}
