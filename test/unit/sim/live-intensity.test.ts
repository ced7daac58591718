import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findIntensity } from '../../../src/carbon/intensity';
import {
  onlyJournal,
  runIdsIn,
  start,
  summaryOf,
  temporaryFolder,
  type FinishedProcess,
} from '../../sim/command-line';
import { ForwardProxy } from '../../sim/forward-proxy';
import { IntensityServer, trueGrams } from '../../sim/intensity-server';

/** What the table has of Germany. */
const tableGrams = findIntensity('DE')?.gramsPerKwh;

const cleanestSchema = v.object({
  cleanest: v.object({ start: v.string(), end: v.string(), gramsPerKwh: v.number() }),
  now: v.object({ gramsPerKwh: v.number() }),
  saving: v.number(),
  forecast: v.array(v.object({ from: v.string(), gramsPerKwh: v.number() })),
});

/** Ends once the journal of the runs folder `$WAIT_FOR` has heard of the intensity, or after `$WAIT_MS`; prints what it inherited. */
const training = [
  '--',
  process.execPath,
  '-e',
  `const { existsSync, readdirSync, readFileSync } = require('node:fs'), { join } = require('node:path');
   const { WAIT_FOR: runs, WAIT_MS: longest } = process.env, began = Date.now();
   const hasHeard = () => {
     const [newest] = runs ? readdirSync(runs).sort().reverse() : [];
     const journal = join(runs ?? '', newest ?? '', 'journal.ndjson');
     return newest && existsSync(journal) && readFileSync(journal, 'utf8').includes('"type":"intensity"');
   };
   const timer = setInterval(() => {
     if (!hasHeard() && Date.now() - began < Number(longest ?? 500)) return;
     clearInterval(timer);
     console.log(JSON.stringify(process.env));
   }, 50);`,
];

describe('a run with live intensity', () => {
  const server = new IntensityServer();
  let address = '';
  before(async () => {
    address = await server.start();
  });
  beforeEach(() => {
    server.troubleOf = () => 'none';
    server.received.length = 0;
  });
  after(() => server.stop());

  const electricityMaps = (): NodeJS.ProcessEnv => ({
    WATTLENS_INTENSITY_PROVIDER: 'electricity-maps',
    WATTLENS_INTENSITY_URL: address,
    WATTLENS_ELECTRICITY_MAPS_KEY: 'secret-token',
  });
  const run = (
    runs: string,
    environment: NodeJS.ProcessEnv,
    options: string[] = [],
  ): Promise<FinishedProcess> =>
    start(['run', '--runs', runs, '--region', 'DE', '--source', 'cpu-model', ...options, ...training], {
      WAIT_FOR: runs,
      WAIT_MS: '15000',
      ...environment,
    }).finished;
  const report = async (runs: string): Promise<FinishedProcess> =>
    start(['report', 'latest', '--runs', runs]).finished;
  const everythingIn = (folder: string): string =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');

  it('has its CO2e by the live values, without the editor, and no key anywhere', async () => {
    const runs = temporaryFolder('live');
    const { code, stdout, stderr } = await run(runs, electricityMaps());
    assert.equal(code, 0, stderr);
    const { carbonIntensity, liveIntensity, co2eGrams, energyJoules, pue } = summaryOf(runs);
    const grams = trueGrams(Date.now() / 1000);
    assert.deepEqual(
      [carbonIntensity.gramsPerKwh, carbonIntensity.place, carbonIntensity.source],
      [grams, 'DE', 'Electricity Maps'],
    );
    assert.equal(liveIntensity?.timeShare, 1);
    assert.equal(liveIntensity.timeWeightedGramsPerKwh, grams);
    const expected = ((energyJoules.gross ?? 0) / 3.6e6) * pue * grams;
    assert.ok(Math.abs((co2eGrams.operational ?? 0) / expected - 1) < 1e-9);
    assert.match((await report(runs)).stdout, /Live intensity: Electricity Maps \(DE, average, life cycle\)/);
    // The command does not inherit the key, and nothing that is written holds it.
    assert.match(stdout, /WATTLENS_INTENSITY_PROVIDER/);
    assert.doesNotMatch(`${stdout}${stderr}${everythingIn(runs)}`, /secret-token/);
    assert.equal(server.received[0]?.headers['auth-token'], 'secret-token');
  });

  it('does not ask again for what the run before it was told and still holds', async () => {
    const runs = temporaryFolder('live-cache');
    await run(runs, electricityMaps());
    const asked = server.received.length;
    await run(runs, electricityMaps());
    assert.equal(server.received.length, asked);
    const [, second = ''] = runIdsIn(runs);
    assert.match(readFileSync(join(runs, second, 'journal.ndjson'), 'utf8'), /"type":"intensity"/);
  });

  it('asks once for all that are metered at the same time, and with the same key holds the limit', async () => {
    const runs = temporaryFolder('live-many');
    const asked = (): Promise<FinishedProcess> =>
      start(['intensity', '--region', 'DE'], { ...electricityMaps(), WATTLENS_RUNS: runs }).finished;
    const finished = await Promise.all([
      ...Array.from({ length: 2 }, () => run(runs, electricityMaps())),
      ...Array.from({ length: 6 }, asked),
    ]);
    for (const { code, stderr } of finished) assert.equal(code, 0, stderr);
    assert.equal(server.received.length, 1);
    for (const id of runIdsIn(runs))
      assert.match(readFileSync(join(runs, id, 'journal.ndjson'), 'utf8'), /"type":"intensity"/);
    assert.equal(runIdsIn(runs).length, 2);
    const listed = await start(['runs', '--json', '--runs', runs]).finished;
    assert.equal(v.parse(v.array(v.unknown()), JSON.parse(listed.stdout)).length, 2);
    assert.doesNotMatch(everythingIn(runs), /secret-token/);

    server.received.length = 0;
    server.troubleOf = () => 'failing';
    const failing = temporaryFolder('failing-many');
    const energyCharts = { WATTLENS_INTENSITY_URL: address, WATTLENS_RUNS: failing };
    const options = ['--region', 'DE', '--intensity-provider', 'energy-charts'];
    const failed = await Promise.all(
      Array.from({ length: 5 }, () => start(['intensity', ...options], energyCharts).finished),
    );
    assert.ok(failed.every(({ code, stderr }) => code === 1 && stderr !== ''));
    assert.ok(server.received.length <= 2, String(server.received.length));
  });

  it('is not affected by a provider that fails: the table’s value, the gap named, one warning', async () => {
    for (const trouble of ['failing', 'unauthorized', 'other schema', 'cut off', 'silent'] as const) {
      server.troubleOf = () => trouble;
      const runs = temporaryFolder('live-trouble');
      const wait = trouble === 'silent' ? { WAIT_MS: '500' } : {};
      const { code, stderr } = await run(runs, { ...electricityMaps(), ...wait });
      assert.equal(code, 0, stderr);
      const { carbonIntensity, liveIntensity, notes, durationSeconds } = summaryOf(runs);
      assert.equal(carbonIntensity.gramsPerKwh, tableGrams);
      assert.equal(liveIntensity?.timeShare, 0);
      assert.match(notes.join('\n'), /Live intensity: none came from Electricity Maps \(DE\)/);
      assert.ok((durationSeconds ?? 60) < 14);
      const warnings = stderr.split('\n').filter((line) => line.includes('yearly mean is taken'));
      assert.equal(warnings.length, trouble === 'silent' ? 0 : 1, `${trouble}: ${stderr}`);
      assert.doesNotMatch(stderr, /secret-token/);
    }
  });

  it('runs without live values, and says why, where the key or the place is missing', async () => {
    const runs = temporaryFolder('live-setup');
    const { code, stderr } = await run(runs, {
      WATTLENS_INTENSITY_PROVIDER: 'electricity-maps',
      WAIT_MS: '0',
    });
    assert.equal(code, 0);
    assert.match(
      stderr,
      /Live intensity is off: Electricity Maps needs a key \(WATTLENS_ELECTRICITY_MAPS_KEY\)/,
    );
    assert.equal(summaryOf(runs).liveIntensity, null);
    const wrong = await run(runs, {}, ['--intensity-provider', 'nobody']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /there is no provider nobody; there are electricity-maps/);
  });

  it('tells marginal emissions apart', async () => {
    const runs = temporaryFolder('live-marginal');
    const { code, stderr } = await run(runs, {
      WATTLENS_INTENSITY_PROVIDER: 'watttime',
      WATTLENS_INTENSITY_ZONE: 'CAISO_NORTH',
      WATTLENS_INTENSITY_URL: address,
      WATTLENS_WATTTIME_USER: 'user',
      WATTLENS_WATTTIME_PASSWORD: 'pässword',
    });
    assert.equal(code, 0, stderr);
    const { carbonIntensity, liveIntensity } = summaryOf(runs);
    assert.equal(carbonIntensity.gramsPerKwh, tableGrams);
    assert.equal(liveIntensity?.kind, 'marginal');
    const mean = liveIntensity.timeWeightedGramsPerKwh ?? 0;
    assert.ok(Math.abs(mean / trueGrams(Date.now() / 1000) - 1) < 1e-5, String(mean));
    assert.doesNotMatch(`${stderr}${everythingIn(runs)}`, /pässword|secret-bearer/);
  });

  it('goes through the proxy that the environment names', async () => {
    const proxy = new ForwardProxy();
    const proxyAddress = (await proxy.start()).replace('http://', '');
    const ask = (environment: NodeJS.ProcessEnv): Promise<FinishedProcess> =>
      start(['intensity', '--region', 'DE', '--intensity-provider', 'energy-charts'], {
        WATTLENS_INTENSITY_URL: address,
        WATTLENS_RUNS: temporaryFolder('asked'),
        http_proxy: proxyAddress,
        NO_PROXY: '',
        no_proxy: '',
        ...environment,
      }).finished;
    const { code, stdout, stderr } = await ask({});
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Energy-Charts \(DE\): \d+ g\/kWh, average, life cycle/);
    assert.deepEqual(proxy.passed, [address.replace('http://', '')]);
    assert.equal((await ask({ no_proxy: 'example.org, 127.0.0.1' })).code, 0);
    assert.equal(proxy.passed.length, 1);
    proxy.stop();
  });

  it('is told as what it is where the newest value is an old one', async () => {
    server.troubleOf = () => 'stale';
    const ask = (...options: string[]): Promise<FinishedProcess> =>
      start(['intensity', '--region', 'DE', ...options], {
        ...electricityMaps(),
        WATTLENS_RUNS: temporaryFolder('asked'),
      }).finished;
    const [text, json] = await Promise.all([ask(), ask('--json')]);
    assert.match(text.stdout, /; the newest value there is, 2 d \d+ h past its end\n$/);
    assert.match(json.stdout, /"notes": \[\s+"the newest value there is, 2 d/);
  });

  it('can start at the cleanest time, which a forecast tells', async () => {
    const options = ['--region', 'GB', '--intensity-provider', 'uk-carbon-intensity'];
    const { code, stdout, stderr } = await start(
      ['cleanest', '--hours', '24', '--duration', '2', '--json', ...options],
      { WATTLENS_INTENSITY_URL: address, WATTLENS_RUNS: temporaryFolder('asked') },
    ).finished;
    assert.equal(code, 0, stderr);
    const { cleanest, now, forecast, saving } = v.parse(cleanestSchema, JSON.parse(stdout));
    const from = Date.parse(cleanest.start) / 1000;
    const mean = (at: number): number =>
      Array.from({ length: 120 }, (_, minute) => trueGrams(at + minute * 60)).reduce(
        (sum, each) => sum + each,
      ) / 120;
    assert.ok(Math.abs(mean(from) / cleanest.gramsPerKwh - 1) < 0.01);
    for (let at = Date.now() / 1000; at < Date.now() / 1000 + 22 * 3600; at += 300)
      assert.ok(mean(at) > cleanest.gramsPerKwh * 0.99, String(at));
    assert.ok(Math.abs(1 - cleanest.gramsPerKwh / now.gramsPerKwh - saving) < 1e-9);
    assert.ok(forecast.length >= 48);

    const text = await start(['cleanest', ...options], {
      WATTLENS_INTENSITY_URL: address,
      WATTLENS_RUNS: temporaryFolder('asked'),
    }).finished;
    assert.match(text.stdout, /Cleanest for 1 h.*GB\)\./);
    const without = await start(['cleanest', '--region', 'DE']).finished;
    assert.equal(without.code, 1);
    assert.match(without.stderr, /no provider is turned on, and without one only yearly means are known/);
    for (const command of ['cleanest', 'intensity']) {
      const nowhere = await start([command, '--region', 'XX', ...options.slice(2)]).finished;
      assert.equal(nowhere.code, 2);
      assert.match(nowhere.stderr, /no place is known by the name XX/);
    }
    const nobody = await start(['cleanest', '--region', 'DE', '--intensity-provider', 'nobody']).finished;
    assert.equal(nobody.code, 2);
    const blind = await start(['cleanest', '--region', 'DE', '--intensity-provider', 'entsoe'], {
      WATTLENS_ENTSOE_KEY: 'secret-token',
    }).finished;
    assert.match(blind.stderr, /there is no forecast: ENTSO-E has no forecast/);
  });

  it('is asked for again before a command gives up, which then says so', async () => {
    const options = ['--region', 'DE', '--intensity-provider', 'energy-charts'];
    const ask = (command: string): Promise<FinishedProcess> =>
      start([command, ...options], {
        WATTLENS_INTENSITY_URL: address,
        WATTLENS_RUNS: temporaryFolder('asked'),
      }).finished;
    server.troubleOf = (number) => (number === 1 ? 'failing' : 'none');
    const recovered = await ask('cleanest');
    assert.equal(recovered.code, 0, recovered.stderr);
    assert.match(recovered.stdout, /Cleanest for/);
    server.troubleOf = () => 'failing';
    const [time, present] = await Promise.all([ask('cleanest'), ask('intensity')]);
    assert.equal(time.code, 1);
    assert.match(time.stderr, /there is no forecast: Energy-Charts has trouble of its own \(503\)/);
    assert.equal(present.code, 1);
    assert.match(present.stderr, /Energy-Charts has trouble of its own \(503\)/);
    // Two a minute are allowed: what the provider said last is told, and not that a third try was none.
    assert.equal(server.received.length, 2 + 2 + 2);
  });

  it('waits for the moment of --start-at, and is ended by a signal before it', async () => {
    const runs = temporaryFolder('delayed');
    mkdirSync(runs, { recursive: true });
    const at = new Date(Date.now() + 2500);
    const { code, stderr } = await run(runs, { WAIT_MS: '0' }, ['--start-at', at.toISOString()]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /starts at .* Ctrl\+C cancels it/);
    assert.ok(Date.parse(summaryOf(runs).started) >= at.getTime());
    assert.ok(existsSync(onlyJournal(runs)));

    const never = temporaryFolder('cancelled');
    const waiting = start(
      ['run', '--runs', never, '--start-at', new Date(Date.now() + 3_600_000).toISOString(), ...training],
      {},
    );
    await new Promise((resolve) => waiting.process.stderr?.once('data', resolve));
    waiting.process.kill('SIGTERM');
    assert.equal((await waiting.finished).code, 143);
    assert.deepEqual(readdirSync(never), []);
    const word = await run(runs, {}, ['--start-at', 'tomorrow']);
    assert.equal(word.code, 2);
  });

  it('says so where the moment of --start-at has passed: just now means now, long ago is a mistake', async () => {
    const runs = temporaryFolder('passed');
    mkdirSync(runs, { recursive: true });
    const justNow = new Date(Date.now() - 60_000).toISOString();
    const started = await run(runs, { WAIT_MS: '0' }, ['--start-at', justNow]);
    assert.equal(started.code, 0, started.stderr);
    assert.ok(started.stderr.includes(`${justNow} has just passed: `), started.stderr);
    const before = readdirSync(runs).length;
    const yesterday = await run(runs, { WAIT_MS: '0' }, [
      '--start-at',
      new Date(Date.now() - 24 * 3_600_000).toISOString(),
    ]);
    assert.equal(yesterday.code, 2);
    assert.match(
      yesterday.stderr,
      /That time has passed \(.*, 1 d 0 h ago\)\. Leave --start-at out to start now/,
    );
    const noDay = await run(runs, { WAIT_MS: '0' }, ['--start-at', '2126-02-30T03:00:00Z']);
    assert.equal(noDay.code, 2);
    assert.match(noDay.stderr, /It must be a time such as/);
    assert.equal(readdirSync(runs).length, before);
  });
});
