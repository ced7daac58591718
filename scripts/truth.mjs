// `npm run truth`: counts every case with PyTorch and transformers and writes test/truth/*.json; with `-- --verify` it
// counts again and compares. Both are installed on first use (scripts/setup/torch.mjs).
import { spawn } from 'node:child_process';
import path from 'node:path';
import { root } from './setup/paths.mjs';
import { ensureTorchPython } from './setup/torch.mjs';

const python = await ensureTorchPython();
const generator = path.join(root, 'scripts', 'truth', 'generate.py');
const child = spawn(python, [generator, ...process.argv.slice(2)], { stdio: 'inherit' });
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
