import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'mocha';
import { commandLine, runToEnd, temporaryFolder } from '../../sim/command-line';

const sample = resolve(import.meta.dirname, '../../../examples/tiny-gpt');

describe('the command line', () => {
  const folder = temporaryFolder('no-network');
  const log = join(folder, 'connections.log');
  const watcher = join(folder, 'watch-sockets.cjs');
  // Loaded before the program: every way out of a Node process goes through one of these.
  writeFileSync(
    watcher,
    `const { appendFileSync } = require('node:fs');
     const told = (name) => function (...parameters) {
       appendFileSync(${JSON.stringify(log)}, name + ' ' + JSON.stringify(parameters[0] ?? null) + '\\n');
       throw new Error('a connection in a test');
     };
     const net = require('node:net'), dns = require('node:dns'), dgram = require('node:dgram');
     net.Socket.prototype.connect = told('connect');
     for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) dns[name] = told(name);
     dgram.createSocket = told('datagram');
     globalThis.fetch = told('fetch');`,
  );
  const environment = {
    NODE_OPTIONS: `--require ${watcher}`,
    WATTLENS_RUNS: join(folder, 'runs'),
    WATTLENS_ELECTRICITY_MAPS_KEY: 'a key',
  };

  it('notices a connection where there is one', () => {
    const { code } = runToEnd(
      ['run', '--baseline', '0', '--', process.execPath, '-e', 'fetch("http://localhost:1")'],
      environment,
    );
    assert.notEqual(code, 0);
    assert.match(readFileSync(log, 'utf8'), /fetch/);
    writeFileSync(log, '');
  });

  it('opens one only to the provider that was turned on, and the run goes on without it', () => {
    const { code, stderr } = runToEnd(
      ['run', '--region', 'DE', '--intensity-provider', 'energy-charts', '--', 'sleep', '1'],
      environment,
    );
    assert.equal(code, 0, stderr);
    const connections = readFileSync(log, 'utf8').trim().split('\n');
    assert.ok(connections.length > 0 && connections.every((line) => line.includes('api.energy-charts.info')));
    writeFileSync(log, '');
  });

  for (const parameters of [
    ['run', '--baseline', '0.2', '--region', 'FR', '--', 'true'],
    ['report', 'latest'],
    ['runs'],
    ['regions', 'DE'],
    // Keys alone turn nothing on.
    ['run', '--baseline', '0', '--', 'true'],
    ['doctor'],
    ['estimate', join(sample, 'config.json')],
    ['compare', join(sample, 'config.json'), '--regions', 'DE,FR'],
    ['detect', sample],
  ]) {
    it(`opens no connection in ${parameters.slice(0, 3).join(' ')}`, () => {
      const { code, stderr } = runToEnd(parameters, environment);
      assert.equal(code, 0, stderr);
      assert.equal(existsSync(log) ? readFileSync(log, 'utf8') : '', '');
    });
  }
});

describe('the meter, as the kernel sees it', function () {
  const folder = temporaryFolder('no-network-kernel');
  const log = join(folder, 'calls.log');
  /** What the program and all that it starts ask the kernel for, of sockets of the internet's families. */
  const internetCalls = (program: readonly string[], environment: NodeJS.ProcessEnv = {}): string[] => {
    const parameters = ['-f', '-qq', '-e', 'trace=socket,connect,sendto,sendmsg', '-o', log, ...program];
    const { status } = spawnSync('strace', parameters, { env: { ...process.env, ...environment } });
    assert.equal(status, 0);
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => /\b(AF|PF)_INET6?\b/.test(line));
  };

  before(function () {
    // Where there is none, or it may not look into processes, the functions of Node alone are watched.
    if (spawnSync('strace', ['-qq', '-o', log, 'true']).status !== 0) this.skip();
  });

  it('opens no socket that leads out of it in the default configuration', () => {
    const connecting = `require('node:net').connect(1, '127.0.0.1').on('error', () => undefined)`;
    assert.notDeepEqual(internetCalls([process.execPath, '-e', connecting]), []);
    const program = [process.execPath, commandLine()];
    const environment = { WATTLENS_RUNS: join(folder, 'runs'), WATTLENS_ELECTRICITY_MAPS_KEY: 'a key' };
    assert.deepEqual(
      internetCalls([...program, 'run', '--interval', '100', '--', 'sleep', '0.5'], environment),
      [],
    );
    assert.deepEqual(internetCalls([...program, 'report', 'latest'], environment), []);
  }).timeout(30_000);
});
