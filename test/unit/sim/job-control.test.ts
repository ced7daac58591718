import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commandLine, startProgram, summaryOf, temporaryFolder } from '../../sim/command-line';

const script = join(__dirname, '..', '..', '..', 'test', 'sim', 'job-control.py');

/** Prints a step each fifth of a second, for as long as the slowest machine takes. */
const trainingOf = (steps: number): string =>
  `import time; [(print('step', each, flush=True), time.sleep(0.2)) for each in range(${steps})]`;
/** Steps after the shell has told that the job goes on: not the first, so that it has a second to give it the terminal. */
const goesOn = String.raw`import time.*?(?:step \d.*?){5}`;

describe('a metered command as a job of a shell', () => {
  before(function () {
    // Who is in the foreground of a terminal is known on Linux alone.
    if (process.platform !== 'linux') this.skip();
  });

  for (const option of ['', ' --keep-terminal'])
    it(`is stopped by Ctrl+Z, and goes on by fg and bg${option === '' ? '' : ', in a kept terminal too'}`, async () => {
      const runs = temporaryFolder('runs');
      const { shown, stdout } = await typeIntoShell([
        `${meterProgram(runs)}${option} -- python3 -c "${trainingOf(400)}"`,
        ...['\\x1a', 'Stopped'],
        ...['echo typed $((40 + 2)); jobs\\n', 'Stopped'],
        ...['fg\\n', goesOn],
        ...['\\x1a', 'Stopped'],
        ...['bg\\n', goesOn],
        ...['stty -a | grep -o -- "-*icanon"; echo typed $((40 + 3))\\n', 'typed 43'],
        ...['fg\\n', goesOn],
        ...['\\x03', 'ready> '],
      ]);
      const [stopped = '', typed = '', , again = '', , cooked = '', , end = ''] = shown;
      assert.match(stopped, /Stopped/, stdout);
      assert.match(typed, /typed 42/, stdout);
      assert.doesNotMatch(typed, /step \d/, stdout);
      assert.match(again, /Stopped/, stdout);
      assert.match(cooked, /^icanon/m, stdout);
      assert.match(end, /Interrupt/, stdout);
      assert.equal(summaryOf(runs).state, 'ended');
    });

  it('goes on, in a kept terminal, where its meter is killed while both are stopped', async () => {
    const { shown, stdout } = await typeIntoShell([
      `${meterProgram(temporaryFolder('runs'))} --keep-terminal -- python3 -c "${trainingOf(40)}"`,
      ...['\\x1a', 'Stopped'],
      ...['kill -9 %1\\n', String.raw`(?:step \d.*?){3}`],
    ]);
    const [stopped = '', after = ''] = shown;
    assert.match(stopped, /Stopped/, stdout);
    assert.match(after, /(?:step \d[^]*?){3}/, stdout);
  });

  it('is not stopped by Ctrl+Z below a script that is all its terminal has: nobody could continue it', async () => {
    const runs = temporaryFolder('runs');
    const { shown, stdout } = await typeIntoShell([
      // The script takes the place of the shell, as that of a task of the editor does.
      `exec sh -c '${meterProgram(runs)} --keep-terminal -- python3 ${stepsFile()}; echo over'`,
      ...['\\x1a', String.raw`(?:step \d.*?){5}`],
      ...['\\x03', 'over'],
    ]);
    const [after = '', end = ''] = shown;
    assert.match(after, /(?:step \d[^]*?){5}/, stdout);
    assert.match(end, /Interrupt[^]*over/, stdout);
    assert.equal(summaryOf(runs).state, 'ended');
  });
});

const meterProgram = (runs: string): string =>
  [process.execPath, commandLine(), 'run', '--runs', runs].join(' ');

function stepsFile(): string {
  const path = join(temporaryFolder('training'), 'steps.py');
  writeFileSync(path, trainingOf(400));
  return path;
}

/** Types a command, then keys, each once what was expected of those before was shown; what was shown after each of the keys. */
async function typeIntoShell(
  steps: readonly string[],
): Promise<{ readonly shown: readonly string[]; readonly stdout: string }> {
  const { code, stdout, stderr } = await startProgram(['python3', script, ...steps]).finished;
  assert.equal(code, 0, stderr);
  return { shown: (JSON.parse(stdout) as string[]).slice(2), stdout };
}
