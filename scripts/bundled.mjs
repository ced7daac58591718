// Runs a script of TypeScript as one bundle, as the product is built: `node scripts/bundled.mjs scripts/bench-detect.ts [ARG ...]`. Through
// tsx every call into another module and every function made costs a little more than it does in what is shipped.
import { spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const [script = '', ...rest] = process.argv.slice(2);
const bundle = join('out', basename(script).replace(/\.ts$/, '.cjs'));
await build({
  entryPoints: [script],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  minify: true,
  logLevel: 'error',
});
process.exitCode = spawnSync(process.execPath, [bundle, ...rest], { stdio: 'inherit' }).status ?? 1;
