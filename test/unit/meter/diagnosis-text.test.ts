import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { diagnose, type Diagnosis } from '../../../src/meter/diagnosis';
import { diagnosisText } from '../../../src/meter/diagnosis-text';
import { openEach } from '../../../src/meter/open-sources';
import { rungs, type Probe, type Source, type SourceStatus } from '../../../src/meter/source';

const probe = (id: string, name: string, source: string, more: Partial<Probe> = {}): Probe => ({
  id,
  name,
  domain: 'cpu',
  source,
  rung: rungs.energyCounter,
  provenance: 'measured',
  range: { low: 1, mid: 1, high: 1 },
  within: null,
  counter: null,
  averagedSeconds: 0,
  highestWatts: Infinity,
  read: () => ({ ok: false, reason: 'not read in this test' }),
  ...more,
});

const source = (key: string, statuses: readonly SourceStatus[], probes: readonly Probe[] = []): Source => ({
  key,
  name: key,
  rung: rungs.energyCounter,
  open: () => Promise.resolve({ statuses, probes, notes: [], close: () => undefined }),
});
const status = (name: string, rung: number, more: Partial<SourceStatus> = {}): SourceStatus => ({
  source: name,
  rung,
  usable: false,
  why: 'not there',
  fix: null,
  ...more,
});

/** A workstation whose processor is for root alone and whose board meters the whole machine. */
const workstation: readonly Source[] = [
  source(
    'nvml',
    [
      status('NVML energy counter', 1, { usable: true, why: 'reads Example Card, Example Card' }),
      status('NVML instantaneous power', 2, { usable: true, why: 'reads Example Card, Example Card' }),
    ],
    [probe('gpu:a', 'Example Card', 'NVML energy counter', { domain: 'gpu' })],
  ),
  source('rapl', [
    status('RAPL', 1, {
      why: '/sys/class/powercap/*/energy_uj may be read by root alone (the kernel’s answer to CVE-2020-8694)',
      fix: 'Until the next boot:\n  sudo chmod a+r /sys/class/powercap/*/energy_uj\nFor good, this line in /etc/udev/rules.d/99-rapl.rules:\n  SUBSYSTEM=="powercap", ACTION=="add", RUN+="/bin/chmod a+r /sys%p/energy_uj"',
    }),
  ]),
  source('one', [status('First of two', 3, { fix: 'Install the driver.' })]),
  source('two', [status('Second of two', 3, { fix: 'Install the driver.' })]),
  source('emi', [status('Somewhere else', 1, { why: 'this is not Windows', isAbsent: true })]),
  source(
    'board',
    [status('Board power meter', 5, { usable: true, why: 'reads Whole machine' })],
    [probe('node:machine', 'Whole machine', 'hwmon power_meter', { domain: 'node', rung: rungs.machine })],
  ),
];

const diagnosed = async (sources: readonly Source[]): Promise<Diagnosis[]> =>
  diagnose(await openEach(sources));

/** Compares with the file; WATTLENS_GOLDEN=1 writes it anew. */
function assertGolden(name: string, text: string): void {
  const file = join(__dirname, 'golden', name);
  if (process.env['WATTLENS_GOLDEN'] === '1') writeFileSync(file, `${text}\n`);
  assert.equal(`${text}\n`, readFileSync(file, 'utf8'));
}

describe('what doctor prints', () => {
  it('is every source in its group, with the commands whole', async () => {
    const text = diagnosisText(await diagnosed(workstation));
    assertGolden('doctor.txt', text);
    const isCommand = (line: string): boolean => /^ {10}\S/.test(line);
    assert.ok(text.split('\n').every((line) => line.length <= 100 || isCommand(line)));
  });

  it('says where there is nothing, and lets no text out that moves the cursor', async () => {
    const text = diagnosisText(
      await diagnosed([source('odd', [status('Odd\u001b[2J', 1, { why: 'a\u0007b', fix: 'c\u001bd' })])]),
    );
    // eslint-disable-next-line no-control-regex -- that there are none is the point
    assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f]/);
    assert.match(text, /A run here has no energy figure\.$/);
  });

  it('tells each source’s own devices as JSON, and what covers them', async () => {
    const rows = await diagnosed(workstation);
    assert.deepEqual(
      rows.map(({ key, source: name, used }) => [key, name, used.map(({ id, within }) => [id, within])]),
      [
        ['nvml', 'NVML energy counter', [['gpu:a', 'node:machine']]],
        ['rapl', 'RAPL', []],
        ['emi', 'Somewhere else', []],
        ['nvml', 'NVML instantaneous power', []],
        ['one', 'First of two', []],
        ['two', 'Second of two', []],
        ['board', 'Board power meter', [['node:machine', null]]],
      ],
    );
  });
});
