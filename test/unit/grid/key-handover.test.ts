import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { KeyHandover, receiveKeys } from '../../../src/grid/key-handover';
import { start, temporaryFolder } from '../../sim/command-line';

describe('handing keys over', () => {
  it('gives a meter those of the provider that it asks for, and nobody else of the machine', async () => {
    const handover = await KeyHandover.open((id) => Promise.resolve({ WATTLENS_ENTSOE_KEY: `key of ${id}` }));
    assert.deepEqual(await receiveKeys(handover.address, 'entsoe'), { WATTLENS_ENTSOE_KEY: 'key of entsoe' });
    if (process.platform !== 'win32') assert.equal(statSync(dirname(handover.address)).mode & 0o777, 0o700);
    // Whoever asks for something else gets nothing, and is no trouble.
    const socket = createConnection(handover.address);
    let answer = '';
    socket.on('data', (part) => (answer += String(part)));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('../../etc/passwd\n');
    await closed;
    assert.equal(answer, '');
    handover.dispose();
    assert.equal(existsSync(dirname(handover.address)), false);
  });

  it('says why there are none', async () => {
    assert.match(
      JSON.stringify(await receiveKeys('/no/such/socket', 'entsoe')),
      /can’t be had from the editor \(ENOENT\)/,
    );
    for (const said of ['', 'x', '[1]']) {
      const path = join(temporaryFolder('keys'), 's');
      const server = createServer((socket) => socket.end(said));
      await new Promise<void>((resolve) => server.listen(path, resolve));
      assert.match(JSON.stringify(await receiveKeys(path, 'entsoe')), /can’t be had from the editor/);
      server.close();
    }
  });

  it('leaves a run without them, which says so, and its command does not learn where they are', async () => {
    const runs = temporaryFolder('keys');
    const command = ['--', process.execPath, '-p', 'JSON.stringify(process.env)'];
    const { code, stdout, stderr } = await start(['run', '--runs', runs, ...command], {
      WATTLENS_INTENSITY_PROVIDER: 'electricity-maps',
      WATTLENS_KEYS_FROM: '/no/such/socket',
    }).finished;
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Live intensity is off: the keys of electricity-maps can’t be had from the editor/);
    assert.doesNotMatch(stdout, /no\/such\/socket/);
  });
});
