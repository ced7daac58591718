import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { commandLine, startProgram, summaryOf, temporaryFolder } from '../../sim/command-line';

const script = join(__dirname, '..', '..', '..', 'test', 'sim', 'job-control.py');

/** Prints a step each fifth of a second. */
const training = "import time; [(print('step', each, flush=True), time.sleep(0.2)) for each in range(60)]";

describe('a metered command as a job of a shell', () => {
  before(function () {
    // Who is in the foreground of a terminal is known on Linux alone.
    if (process.platform !== 'linux') this.skip();
  });

  for (const option of ['', ' --keep-terminal'])
    it(`is stopped by Ctrl+Z, and goes on by fg and bg${option === '' ? '' : ', in a kept terminal too'}`, async () => {
      const runs = temporaryFolder('runs');
      const program = [process.execPath, commandLine(), 'run', '--runs', runs].join(' ');
      const { code, stdout, stderr } = await startProgram([
        ...['python3', script, `${program}${option} -- python3 -c "${training}"`],
        ...['\\x1a', 'Stopped'],
        ...['echo typed $((40 + 2)); jobs\\n', 'Stopped'],
        ...['fg\\n', 'step 10'],
        ...['\\x1a', 'Stopped'],
        ...['bg\\n', 'step 20'],
        ...['stty -a | grep -o -- "-*icanon"; echo typed $((40 + 3))\\n', 'typed 43'],
        ...['fg\\n', 'step 30'],
        ...['\\x03', 'ready> '],
      ]).finished;
      assert.equal(code, 0, stderr);
      const shown = JSON.parse(stdout) as string[];
      const [, , stopped = '', typed = '', , again = '', , cooked = '', , ended = ''] = shown;
      assert.match(stopped, /Stopped/, stdout);
      assert.match(typed, /typed 42/, stdout);
      assert.doesNotMatch(typed, /step \d/, stdout);
      assert.match(again, /Stopped/, stdout);
      assert.match(cooked, /^icanon/m, stdout);
      assert.match(ended, /Interrupt/, stdout);
      assert.equal(summaryOf(runs).state, 'ended');
    });
});
