import type { JournalRecord, StartRecord } from '../../../src/runs/journal';

const device = {
  name: 'Simulated H100 “ä”',
  domain: 'gpu',
  source: 'NVML energy counter',
  rung: 1,
  provenance: 'measured',
  within: null,
  range: { low: 0.95, high: 1.05 },
} as const;

export const startRecord: StartRecord = {
  type: 'start',
  version: 1,
  id: '20260512-143015-1a2b3c',
  label: 'kleiner Versuch – ü',
  command: ['python3', 'train.py', '--text', 'a|b`c'],
  cwd: '/home/someone',
  startedAt: '2026-05-12T14:30:15.000Z',
  meterPid: 1,
  intervalMs: 1000,
  host: { name: 'host', platform: 'linux' },
  devices: [
    { ...device, id: 'gpu:a' },
    {
      ...device,
      id: 'cpu:0',
      domain: 'cpu',
      source: 'CPU model (TDP x load)',
      rung: 6,
      provenance: 'modelled',
      range: { low: 0.5, high: 1.6 },
    },
    { ...device, id: 'dram:0', domain: 'dram', within: 'cpu:0' },
  ],
  baseline: { seconds: 1, watts: [60, 10, 2] },
  carbonIntensity: { gramsPerKwh: 360, place: 'DE', time: '2024', source: 'a table', kind: 'average' },
  pue: 1.5,
  notes: ['RAPL: not here'],
};

/** 10 s of 400 W on the GPU, 50 W on the processor, of which 5 W on memory that lies within it. */
export const wholeJournal: readonly JournalRecord[] = [
  startRecord,
  { type: 'sample', t: 0, joules: [0, 0, 0], watts: [60, 10, null] },
  { type: 'spawn', t: 0.001, pid: 4711 },
  ...Array.from({ length: 10 }, (_value, index): JournalRecord => ({
    type: 'sample',
    t: index + 1,
    joules: [400 * (index + 1), 50 * (index + 1), 5 * (index + 1)],
    watts: [400, 50, 5],
  })),
  { type: 'note', t: 10, text: 'a note' },
  { type: 'end', t: 10, endedAt: '2026-05-12T14:30:25.000Z', exitCode: 0, signal: null },
];

export const textOf = (records: readonly JournalRecord[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');
