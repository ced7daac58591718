import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hwmonGpuSource } from '../../../src/meter/sources/hwmon-gpu';
import { chooseProbes } from '../../../src/meter/ladder';
import type { OpenedSource, Probe } from '../../../src/meter/source';
import { temporaryFolder } from '../../sim/command-line';

/** A tree as the kernel lays it out: each entry is a sensor's folder with a link to its device on the bus. */
function tree(
  sensors: readonly {
    readonly address: string;
    readonly files: Readonly<Record<string, string>>;
    readonly product?: string;
    /** The form of the table that its firmware tells. */
    readonly metricsForm?: number;
  }[],
): string {
  const root = temporaryFolder('hwmon');
  const folder = join(root, 'class');
  mkdirSync(folder);
  sensors.forEach(({ address, files, product, metricsForm }, index) => {
    const device = join(root, 'devices', address);
    mkdirSync(device, { recursive: true });
    if (product !== undefined) writeFileSync(join(device, 'product_name'), `${product}\n`);
    if (metricsForm !== undefined)
      writeFileSync(
        join(device, 'gpu_metrics'),
        Buffer.concat([Buffer.from([128, 0, metricsForm, 1]), Buffer.alloc(124)]),
      );
    const entry = join(folder, `hwmon${index}`);
    mkdirSync(entry);
    symlinkSync(device, join(entry, 'device'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(entry, name), `${text}\n`);
  });
  return folder;
}

const open = (folder: string): Promise<OpenedSource> => hwmonGpuSource(folder).open({ runsFolder: null });
const first = ({ probes }: OpenedSource): Probe => {
  const [probe] = probes;
  assert.ok(probe !== undefined);
  return probe;
};

describe('GPU sensors of the kernel', () => {
  it('are AMD cards by power, in the order of the bus, each by its address', async () => {
    const source = await open(
      tree([
        {
          address: '0000:83:00.0',
          files: { name: 'amdgpu', power1_average: '95000000', power1_label: 'PPT' },
        },
        {
          address: '0000:03:00.0',
          files: { name: 'amdgpu', power1_input: '250500000' },
          product: 'Simulated Instinct',
        },
        { address: '0000:00:1f.0', files: { name: 'nvme', power1_input: '1' } },
      ]),
    );
    assert.deepEqual(
      source.probes.map(({ id, name, rung, accelerator }) => [
        id,
        name,
        rung,
        accelerator?.index,
        accelerator?.vendor,
      ]),
      [
        ['gpu:0000:03:00.0', 'Simulated Instinct', 2, 0, 'amd'],
        ['gpu:0000:83:00.0', 'AMD GPU 0000:83:00.0', 3, 1, 'amd'],
      ],
    );
    assert.deepEqual(first(source).read(), { ok: true, counterJoules: null, watts: 250.5 });
    assert.ok(source.statuses[0]?.usable);
    source.close();
  });

  it('are Intel cards by their energy counter, the card before the package', async () => {
    const folder = tree([
      { address: '0000:03:00.0', files: { name: 'xe', energy1_input: '5000000', energy2_input: '4000000' } },
      {
        address: '0000:04:00.0',
        files: { name: 'xe', energy1_input: '0', energy2_input: '7000000' },
      },
      { address: '0000:05:00.0', files: { name: 'i915', energy1_input: '9000000' } },
    ]);
    const source = await open(folder);
    assert.deepEqual(
      source.probes.map((probe) => probe.read()),
      [5, 7, 9].map((counterJoules) => ({ ok: true, counterJoules, watts: null })),
    );
    writeFileSync(join(folder, 'hwmon0/energy1_input'), '6500000\n');
    assert.deepEqual(first(source).read(), { ok: true, counterJoules: 6.5, watts: null });
    writeFileSync(join(folder, 'hwmon0/energy1_input'), 'N/A\n');
    assert.equal(first(source).read().ok, false);
    source.close();
  });

  it('leave the graphics of a processor to the processor, and name a card without power', async () => {
    const source = await open(
      tree([
        {
          address: '0000:c4:00.0',
          files: { name: 'amdgpu', power1_input: '9000000', power1_label: 'slowPPT' },
        },
        { address: '0000:c5:00.0', files: { name: 'amdgpu', power1_average: '0' } },
        { address: '0000:c6:00.0', files: { name: 'amdgpu', power1_average: '18446744073709551615' } },
      ]),
    );
    assert.deepEqual(
      source.probes.map(({ id, domain }) => [id, domain]),
      [['cpu:package-0', 'cpu']],
    );
    assert.equal(source.notes.length, 3);
    assert.match(source.notes[0] ?? '', /is a part of the processor/);
    assert.match(source.notes[1] ?? '', /tells no power; not in the sum/);
    source.close();
  });

  it('of a processor with graphics are the whole chip, once: RAPL’s package comes first, a model of it last', async () => {
    const source = await open(
      tree([
        {
          address: '0000:03:00.0',
          files: { name: 'amdgpu', power1_average: '200000000', power1_label: 'PPT' },
          metricsForm: 1,
        },
        // Labelled as a card.
        {
          address: '0000:c4:00.0',
          files: { name: 'amdgpu', power1_input: '35000000', power1_label: 'PPT' },
          metricsForm: 3,
        },
      ]),
    );
    const [, chip] = source.probes;
    assert.deepEqual(
      source.probes.map(({ id }) => id),
      ['gpu:0000:03:00.0', 'cpu:package-0'],
    );
    assert.ok(chip !== undefined);
    assert.deepEqual(chip.read(), { ok: true, counterJoules: null, watts: 35 });
    const other = (probe: Partial<Probe>): OpenedSource => ({
      statuses: [],
      probes: [{ ...chip, ...probe }],
      notes: [],
      close: () => undefined,
    });
    const rapl = other({ source: 'RAPL', rung: 1 });
    const model = other({ id: 'cpu:model', source: 'model', rung: 6, provenance: 'modelled' });
    const sourcesOf = (...all: OpenedSource[]): string[] =>
      chooseProbes(all).probes.flatMap((probe) => (probe.domain === 'cpu' ? probe.source : []));
    assert.deepEqual(sourcesOf(source, rapl, model), ['RAPL']);
    assert.deepEqual(sourcesOf(source, model), ['hwmon power']);
    source.close();
  });

  it('say how to open to all what root alone may read', async function () {
    if (process.getuid?.() === 0) this.skip();
    const folder = tree([{ address: '0000:03:00.0', files: { name: 'xe', energy1_input: '250500000' } }]);
    const file = join(folder, 'hwmon0', 'energy1_input');
    chmodSync(file, 0o000);
    const [status] = (await open(folder)).statuses;
    assert.equal(status?.usable, false);
    assert.match(status.why, /may be read by root alone/);
    assert.ok(status.fix?.includes(`sudo chmod a+r ${file}\n`), status.fix ?? '');
    assert.match(status.fix ?? '', /ATTR\{name\}=="xe"/);
  });

  it('tell nothing where the power of a card that has told some is 0', async () => {
    const folder = tree([{ address: '0000:03:00.0', files: { name: 'amdgpu', power1_input: '250500000' } }]);
    const source = await open(folder);
    const probe = first(source);
    assert.deepEqual(probe.read(), { ok: true, counterJoules: null, watts: 250.5 });
    writeFileSync(join(folder, 'hwmon0', 'power1_input'), '0\n');
    assert.deepEqual(probe.read(), { ok: false, reason: 'its sensor told 0 W' });
    source.close();
  });

  it('are none where there is no such folder', async () => {
    const source = await open('/nowhere');
    assert.deepEqual([source.probes.length, source.notes.length, source.statuses.length], [0, 0, 1]);
  });
});
