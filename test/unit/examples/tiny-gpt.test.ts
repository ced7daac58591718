import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const sample = resolve('examples/tiny-gpt');
const script = join(sample, 'train.py');
const python = process.platform === 'win32' ? 'python' : 'python3';
const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONUTF8: '1' };

function train(...parameters: string[]): { exitCode: number | null; output: string; errors: string } {
  const result = spawnSync(python, [script, ...parameters], { encoding: 'utf8', env: environment });
  if (result.error !== undefined) throw result.error;
  return { exitCode: result.status, output: result.stdout, errors: result.stderr };
}

/** The steps that a training run printed, as people print them. */
function printedSteps(output: string): { step: number; total: number; loss: number }[] {
  return [...output.matchAll(/^step (\d+)\/(\d+) \| loss (\d+\.\d+) \| [\d.]+k? tok\/s$/gm)].map((match) => ({
    step: Number(match[1]),
    total: Number(match[2]),
    loss: Number(match[3]),
  }));
}

describe('the sample tiny-gpt', () => {
  let folder = '';
  let smallConfig = '';

  const shipped = (): Record<string, unknown> =>
    JSON.parse(readFileSync(join(sample, 'config.json'), 'utf8')) as Record<string, unknown>;
  const writeConfig = (name: string, changes: Record<string, unknown>): string => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify({ ...shipped(), ...changes }));
    return file;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'wattlens-tiny-gpt-'));
    smallConfig = writeConfig('small.json', { n_layer: 1, n_embd: 16, n_head: 2, n_positions: 16 });
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a backward pass that agrees with numerical derivatives, and back ends that agree', () => {
    const result = spawnSync(python, [resolve('test/unit/examples/check_gradients.py')], {
      encoding: 'utf8',
      env: environment,
    });
    assert.equal(result.status, 0, result.stderr);
    assert.match(result.stderr, /^OK/m);
  });

  it('ships a real text whose characters are the vocabulary', () => {
    const text = readFileSync(join(sample, 'opticks.txt'), 'utf8');
    assert.equal(new Set(text).size, shipped()['vocab_size']);
    assert.ok(text.length > 200_000);
    assert.equal(/Gutenberg|Transcriber|\[Illustration|_/.exec(text)?.[0], undefined);
  });

  it('trains the shipped config with Python alone, and counts the parameters of GPT-2', () => {
    const { exitCode, output, errors } = train('--backend', 'plain', '--steps', '2', '--sample-length', '0');
    assert.equal(exitCode, 0, errors);
    const [width, layers, positions, vocabulary] = [64, 2, 64, 84];
    const parameters =
      (vocabulary + positions) * width + layers * (12 * width * width + 13 * width) + 2 * width;
    assert.match(output, new RegExp(`^${parameters.toLocaleString('en-US')} parameters`, 'm'));
    assert.deepEqual(
      printedSteps(output).map(({ step, total }) => `${step}/${total}`),
      ['1/2', '2/2'],
    );
  });

  it('learns: the loss falls', () => {
    const { output, errors } = train(
      ...['--backend', 'plain', '--config', smallConfig, '--steps', '150', '--batch-size', '2'],
      ...['--learning-rate', '0.01', '--sample-length', '40'],
    );
    const steps = printedSteps(output);
    const [first, last] = [steps.at(0), steps.at(-1)];
    assert.ok(first && last, errors);
    assert.equal(last.step, 150);
    // An even guess among 84 characters has a loss of ln 84 = 4.43.
    assert.ok(Math.abs(first.loss - Math.log(84)) < 0.2, output);
    const heldOut = Number(/held-out loss ([\d.]+)/.exec(output)?.[1]);
    assert.ok(heldOut < 3.5, output);
    assert.match(output, /^sample: The Rays /m);
  });

  it('plans its steps from --seconds, and keeps to them', () => {
    const { exitCode, output } = train('--config', smallConfig, '--seconds', '2', '--sample-length', '0');
    assert.equal(exitCode, 0);
    const steps = printedSteps(output);
    assert.equal(new Set(steps.map(({ total }) => total)).size, 1, 'the total is one from the first line on');
    const seconds = Number(/ in ([\d.]+) s$/m.exec(output)?.[1]);
    assert.ok(seconds > 0.5 && seconds < 4, output);
  });

  it('saves weights in the safetensors format', () => {
    const out = join(folder, 'trained');
    const { exitCode, errors } = train(
      ...[
        '--backend',
        'plain',
        '--config',
        smallConfig,
        '--steps',
        '1',
        '--sample-length',
        '0',
        '--out',
        out,
      ],
    );
    assert.equal(exitCode, 0, errors);
    const file = readFileSync(join(out, 'model.safetensors'));
    const headerLength = Number(file.readBigUInt64LE(0));
    const header = JSON.parse(file.toString('utf8', 8, 8 + headerLength)) as Record<
      string,
      { shape: number[]; data_offsets: [number, number] }
    >;
    assert.deepEqual(header['transformer.h.0.attn.c_attn.weight']?.shape, [16, 48]);
    const end = header['transformer.ln_f.bias']?.data_offsets[1];
    assert.equal(file.length, 8 + headerLength + Number(end));
  });

  for (const [name, changes, message] of [
    ['a vocabulary of another size', { vocab_size: 50257 }, /vocab_size is 50257/],
    ['dropout', { resid_pdrop: 0.1 }, /resid_pdrop/],
    ['a width that heads do not divide', { n_embd: 30 }, /multiple of n_head/],
    ['a negative number of layers', { n_layer: -2 }, /n_layer/],
    ['another architecture', { model_type: 'llama' }, /model_type/],
  ] as const) {
    it(`refuses ${name} in one line`, () => {
      const { exitCode, errors } = train('--config', writeConfig('wrong.json', changes));
      assert.equal(exitCode, 1);
      assert.match(errors, message);
      assert.equal(errors.trim().split('\n').length, 1);
    });
  }

  it('refuses wrong usage, and a config that is not there', () => {
    assert.equal(train('--steps', '0').exitCode, 2);
    assert.equal(train('--steps', '5', '--seconds', '5').exitCode, 2);
    assert.equal(train('--config', join(folder, 'none.json')).exitCode, 1);
  });

  it('ends cleanly with Ctrl+C', async function () {
    if (process.platform === 'win32') this.skip();
    const child = spawn(python, [script, '--config', smallConfig, '--seconds', '60'], {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('step ') && !child.killed) child.kill('SIGINT');
    });
    const exitCode = await new Promise((done) => child.on('close', done));
    assert.equal(exitCode, 130, errors);
    assert.match(output, /interrupted\n$/);
    assert.equal(errors, '');
  });
});
