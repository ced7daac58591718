import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { estimateFileOf } from '../../../src/editor/launch/estimate-file';

describe('the estimate that a launched run is held against', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattlens-estimate-file-'));
  const write = (name: string, value: unknown): string => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is of the configuration that the command names, else of the one beside the script', async () => {
    const script = join(folder, 'src', 'train.py');
    assert.equal(await estimateFileOf(['python3', script], script, folder), undefined);
    const beside = write('src/config.json', { model_type: 'gpt2', n_layer: 2 });
    assert.equal(await estimateFileOf(['python3', script], script, folder), beside);
    const named = write('models/small.json', { architectures: ['LlamaForCausalLM'], hidden_size: 64 });
    assert.equal(
      await estimateFileOf(['python3', script, '--model_config', 'models/small.json'], script, folder),
      named,
    );
  });

  it('is not of a configuration that has no model in it', async () => {
    write('other/config.json', { learning_rate: 1e-3, batch_size: 8 });
    write('other/ds.json', { zero_optimization: { stage: 3 } });
    const script = join(folder, 'other', 'train.py');
    const command = ['deepspeed', script, '--deepspeed', 'ds.json'];
    assert.equal(await estimateFileOf(command, script, join(folder, 'other')), undefined);
  });
});
