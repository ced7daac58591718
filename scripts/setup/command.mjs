// Child processes: run one to its end, with its output kept for when it fails, and find programs on PATH.
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} CommandResult
 * @property {number} code exit code; 128 + n for signal n, 127 when the program could not be started
 * @property {string} output what it wrote on stdout and stderr, in order
 */

/**
 * @typedef {object} CommandOptions
 * @property {string} [folder] working folder
 * @property {NodeJS.ProcessEnv} [environment] whole environment of the process; this process's own by default
 * @property {boolean} [show] also copy the output to this terminal as it comes
 * @property {number} [timeoutMs] end the process after this time
 */

/**
 * Runs a program without a shell and waits for its end. Never throws: a program that cannot start is code 127.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 */
export function runCommand(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.folder,
      env: options.environment ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.timeoutMs,
    });
    let output = '';
    /** @param {NodeJS.WriteStream} terminal */
    const keep = (terminal) => (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      if (options.show === true) terminal.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', (error) => {
      resolve({ code: 127, output: `${output}${error.message}\n` });
    });
    child.on('close', (code, signal) => {
      if (signal !== null) output += `ended by ${signal}\n`;
      resolve({ code: code ?? 128 + (signal === 'SIGINT' ? 2 : 15), output });
    });
  });
}

/** `npm`'s own script, so that no shell is needed to start it on any platform. */
function npmScript() {
  const fromNpmRun = process.env['npm_execpath'];
  if (fromNpmRun?.endsWith('npm-cli.js')) return fromNpmRun;
  const besideNode = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const inLibrary = path.join(
    path.dirname(process.execPath),
    '..',
    'lib',
    'node_modules',
    'npm',
    'bin',
    'npm-cli.js',
  );
  return [besideNode, inLibrary].find((candidate) => isFile(candidate));
}

/**
 * Runs npm with `args`.
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 */
export function runNpm(args, options = {}) {
  const script = npmScript();
  return script === undefined
    ? runCommand('npm', args, options)
    : runCommand(process.execPath, [script, ...args], options);
}

/** @param {string} file */
export function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/**
 * The absolute path of a program on PATH, or undefined.
 * @param {string} name
 */
export function findProgram(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending);
      if (folder !== '' && isFile(candidate) && isExecutable(candidate)) return candidate;
    }
  }
  return undefined;
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
