// Bundles the three programs into dist/: the extension, the `wattlens` command and the view. With --tests the suites
// that run in VS Code's extension host go to out/test/host.
//   node scripts/build.mjs [--production] [--watch] [--tests]
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureNpmPackages } from './setup/npm-packages.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { distFolder, outFolder, root } from './setup/paths.mjs';

const allParts = 'dist/parts (all)';

/** Largest size of a minified bundle, in bytes: growth past it is a decision, not an accident. */
const budgets = /** @type {Record<string, number>} */ ({
  'dist/extension.js': 400_000,
  // A training waits until it is loaded.
  'dist/command-line.js': 520_000,
  [allParts]: 2_700_000,
});

/** The same of each file of a folder: a page's script, and a part, which is loaded when it is asked for, with all that it loads then. */
const folderBudgets = /** @type {Record<string, number>} */ ({
  'dist/webview': 600_000,
  'dist/parts': 1_900_000,
});

/** The pages: the live view, and the editor panels. */
const pages = {
  main: 'webview/main.ts',
  model: 'webview/model/main.ts',
  history: 'webview/history/main.ts',
  run: 'webview/run/main.ts',
  comparison: 'webview/comparison/main.ts',
};
const styles = [
  'webview/style.css',
  'webview/panel.css',
  'webview/history.css',
  'webview/run.css',
  'webview/comparison.css',
  'webview/breakdown.css',
];

/**
 * What a run, which training waits for, and the extension's start must not load: the models' families, the inventory of
 * other systems, and what asks the network.
 */
const largeParts = [
  'meter/commands/estimate',
  'meter/commands/compare',
  'meter/commands/diff',
  'meter/commands/check',
  'meter/commands/detect',
  'meter/commands/processes',
  'meter/commands/report',
  'meter/commands/regions',
  'meter/commands/runs',
  'meter/progress/run-progress',
  'meter/sources/cpu-inventory',
  'meter/processes/listed-processes',
  'grid/live-client',
  'editor/carbon/find-cleanest',
  'editor/carbon/compare-model',
  'editor/runs/choose-report',
  'editor/runs/tracked-run',
  'editor/history/history-panel',
  'editor/run-panel/run-panel',
  'editor/comparison/comparison-panel',
  'editor/agents/agent-tools',
  'editor/runs/export-run',
  'editor/runs/log-run',
  'editor/carbon/set-place',
  'editor/estimator',
  'editor/change-plan',
  'editor/diagnosis/diagnosis-document',
  'grid/key-handover',
  'runs/past-runs',
  'runs/store',
  'runs/prune',
  'editor/panel/model-panel',
  'carbon/intensity',
  'carbon/place',
  'carbon/embodied',
  'energy/embodied-parts',
  'hardware/find-hardware',
  'detect/command-line',
  'carbon/site-pue',
  'runs/report/markdown',
  'detect/project/project',
];

/** The command line behind its first file, which starts the thread of a driver and then loads this. */
const commandLine = { source: 'meter/main', file: 'command-line' };

/** The part of a source file, a path below src, without its ending. */
const partName = (/** @type {string} */ source) => source.replaceAll('/', '-');

/** @type {import('esbuild').Plugin} */
const apart = {
  name: 'large parts in files of their own',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ path: name, kind, resolveDir }) => {
      if (kind !== 'dynamic-import' && kind !== 'require-call') return null;
      const source = path.relative(path.join(root, 'src'), path.join(resolveDir, name)).replaceAll('\\', '/');
      if (source === commandLine.source) return { path: `./${commandLine.file}.js`, external: true };
      return largeParts.includes(source) ? { path: `./parts/${partName(source)}.js`, external: true } : null;
    });
  },
};

/**
 * A bundle of CommonJS copies every name of what `import * as` takes from outside, for each file that does: of VS Code's hundreds
 * of names a third of the time to activate. `import x = require()` takes it as it is.
 * @type {import('esbuild').Plugin}
 */
const vscodeAsItIs = {
  name: 'vscode without a copy',
  setup(build) {
    const editor = /[\\/]src[\\/](?:editor[\\/].*|extension)\.ts$/;
    build.onLoad({ filter: editor }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        "import * as vscode from 'vscode';",
        "import vscode = require('vscode');",
      ),
      loader: 'ts',
    }));
  },
};

/**
 * A bundle asks for a module once for each of its files that imports it, 150 times in all, and VS Code's loader looks each time
 * from which extension it is asked: a tenth of the time to activate.
 */
const eachModuleOnce = `"use strict";require=(load=>{const loaded=new Map;return name=>{if(!loaded.has(name))loaded.set(name,load(name));return loaded.get(name)}})(require);`;

/** @type {import('esbuild').Plugin} */
const asCommonJs = {
  name: 'ES modules to CommonJS',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      const { minify, sourcemap } = build.initialOptions;
      for (const { path: file, text } of outputFiles) {
        const { code } = await build.esbuild.transform(text, {
          format: 'cjs',
          platform: 'node',
          target: 'node20',
          minify: minify ?? false,
          sourcemap: sourcemap ?? false,
        });
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, code);
      }
    });
  },
};

/**
 * @typedef {object} BuildOptions
 * @property {boolean} [production] minified, without source maps
 * @property {boolean} [tests] the suites for the extension host too
 */

/**
 * @param {BuildOptions} options
 * @returns {import('esbuild').BuildOptions[]}
 */
function bundles({ production = false, tests = false }) {
  /** @type {import('esbuild').BuildOptions} */
  const shared = {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
  };
  /** @type {import('esbuild').BuildOptions} */
  const node = {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // As require(), which is much faster than Node's loader of ECMAScript modules: training waits for the meter's start.
    supported: { 'dynamic-import': false },
    // Ahead of `main`, esbuild's choice for Node: the UMD wrapper of jsonc-parser hides its requires from a bundler.
    mainFields: ['module', 'main'],
  };
  return [
    {
      ...node,
      entryPoints: ['src/extension.ts'],
      outfile: 'dist/extension.js',
      external: ['vscode'],
      banner: { js: eachModuleOnce },
      plugins: [apart, vscodeAsItIs],
    },
    {
      ...node,
      entryPoints: ['src/editor/analysis/thread.ts'],
      outfile: 'dist/analysis.js',
      plugins: [apart],
    },
    {
      ...node,
      entryPoints: ['src/meter/start.ts'],
      outfile: 'dist/wattlens.js',
      banner: { js: '#!/usr/bin/env node' },
      plugins: [apart],
    },
    {
      ...node,
      entryPoints: [`src/${commandLine.source}.ts`],
      outfile: `dist/${commandLine.file}.js`,
      // Native code: it finds its own binary beside itself, and so cannot be bundled.
      external: ['koffi', '@lydell/node-pty'],
      plugins: [apart],
    },
    {
      ...node,
      entryPoints: Object.fromEntries(largeParts.map((part) => [partName(part), `src/${part}.ts`])),
      outdir: 'dist/parts',
      external: ['vscode'],
      // What several parts need is in a file that they share, which esbuild makes of ES modules alone.
      format: 'esm',
      splitting: true,
      sourcemap: production ? false : 'inline',
      write: false,
      plugins: [asCommonJs],
    },
    {
      ...shared,
      entryPoints: [
        ...Object.entries(pages).map(([out, source]) => ({ in: source, out })),
        ...styles.map((source) => ({ in: source, out: path.basename(source, '.css') })),
      ],
      outdir: 'dist/webview',
      platform: 'browser',
      // Each page in one file: what pages would share is fetched only once a page's own script has come.
      format: 'esm',
      target: 'es2022',
    },
    ...(tests
      ? [
          {
            ...node,
            entryPoints: [
              'test/host/index.ts',
              'test/host/**/*.test.ts',
              'test/host/fixtures/**/extension.ts',
            ],
            outdir: 'out/test/host',
            outbase: 'test/host',
            external: ['vscode', 'mocha'],
            // Not shipped: a failing test should name its line.
            minify: false,
          },
        ]
      : []),
  ];
}

/**
 * Builds once.
 * @param {BuildOptions} options
 * @returns {Promise<string[]>} what is wrong with the sizes, one line each; empty when all is well
 */
export async function buildAll(options) {
  const esbuild = await import('esbuild');
  await rm(distFolder, { recursive: true, force: true });
  if (options.tests === true) await rm(path.join(outFolder, 'test'), { recursive: true, force: true });
  const results = await Promise.all(bundles(options).map((bundle) => esbuild.build(bundle)));
  await chmod(path.join(distFolder, 'wattlens.js'), 0o755);
  const sizes = results
    .flatMap((result) => outputSizes(result.metafile))
    .filter(({ file }) => file.startsWith('dist/'));
  if (options.production !== true) return [];
  const parts = sizes.filter(({ file }) => path.posix.dirname(file) === 'dist/parts');
  const ofAllParts = parts.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
  return [...sizes, { file: allParts, bytes: ofAllParts }].flatMap(({ file, bytes }) => {
    console.log(`[build] ${file}  ${(bytes / 1000).toFixed(0)} kB`);
    const budget = budgets[file] ?? folderBudgets[path.posix.dirname(file)];
    return budget === undefined || bytes <= budget
      ? []
      : [
          `${file} is ${bytes} bytes, over its budget of ${budget}: see what grew, or raise it in scripts/build.mjs`,
        ];
  });
}

/** @param {import('esbuild').Metafile | undefined} metafile */
function outputSizes(metafile) {
  return Object.entries(metafile?.outputs ?? {})
    .filter(([file]) => !file.endsWith('.map'))
    .map(([file, { bytes: ownBytes }]) => ({
      file,
      ownBytes,
      bytes: loadedBytes(file, metafile?.outputs ?? {}),
    }));
}

/**
 * The bytes of a file with those of the files that it imports, each once.
 * @param {string} file
 * @param {import('esbuild').Metafile['outputs']} outputs
 */
function loadedBytes(file, outputs) {
  const loaded = new Set([file]);
  for (const each of loaded)
    for (const { path: imported, external } of outputs[each]?.imports ?? [])
      if (external !== true) loaded.add(imported);
  return [...loaded].reduce((sum, each) => sum + (outputs[each]?.bytes ?? 0), 0);
}

/** Builds again whenever a source changes; the lines it prints are those that .vscode/tasks.json waits for. */
async function watch() {
  const esbuild = await import('esbuild');
  const started = new Set();
  /** @type {import('esbuild').Plugin} */
  const announcer = {
    name: 'announce',
    setup(build) {
      const bundle = {};
      build.onStart(() => {
        if (started.size === 0) console.log('[watch] build started');
        started.add(bundle);
      });
      build.onEnd(({ errors }) => {
        for (const { text, location } of errors) {
          console.error(`✘ [ERROR] ${text}`);
          if (location !== null) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        started.delete(bundle);
        if (started.size === 0) console.log('[watch] build finished');
      });
    },
  };
  const contexts = await Promise.all(
    bundles({}).map((bundle) =>
      esbuild.context({ ...bundle, logLevel: 'silent', plugins: [...(bundle.plugins ?? []), announcer] }),
    ),
  );
  await Promise.all(contexts.map((context) => context.watch()));
}

async function main() {
  await withSetupLock(ensureNpmPackages);
  const flags = new Set(process.argv.slice(2));
  if (flags.has('--watch')) return watch();
  const problems = await buildAll({ production: flags.has('--production'), tests: flags.has('--tests') });
  for (const problem of problems) console.error(`[build] ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main();
  } catch (error) {
    console.error(`[build] ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
