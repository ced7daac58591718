import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Device, JournalRecord } from '../../../src/runs/journal';
import { changeTags } from '../../../src/runs/tags';
import { summarize } from '../../../src/runs/summary';

export interface MadeRun {
  readonly id: string;
  readonly label: string | null;
  readonly startedAt: string;
  readonly seconds: number;
  /** Of each GPU at full work. */
  readonly gpuWatts: number;
  readonly gpus?: number;
  /** Of which the run told; none where left out. */
  readonly steps?: number;
  /** How much of them is done at its end or by now; all where left out. */
  readonly doneShare?: number;
  readonly exitCode?: number;
  readonly folder?: string;
  readonly tags?: readonly string[];
  readonly estimatedKwh?: number;
  readonly estimatedHours?: number;
  /** Whether the grid's intensity over time is known. */
  readonly isLive?: boolean;
  readonly arguments?: readonly string[];
  readonly python?: string;
  /** On another machine: alive while its journal has grown lately. */
  readonly isRunning?: boolean;
}

/** One that lives, half done. */
export const liveRun: MadeRun = {
  id: '20261020-090000-abcdef',
  label: 'tiny GPT, live',
  startedAt: '2026-10-20T09:00:00.000Z',
  seconds: 4620,
  gpuWatts: 655,
  steps: 12_000,
  doneShare: 0.5,
  isRunning: true,
};

const moments = 240;

/** Writes the folder of a run, as its meter would leave it. */
export async function writeMadeRun(runsFolder: string, run: MadeRun): Promise<void> {
  const records = recordsOf(run).filter(({ type }) => type !== 'end' || run.isRunning !== true);
  const folder = join(runsFolder, run.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'journal.ndjson'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  );
  if (run.isRunning !== true)
    writeFileSync(join(folder, 'summary.json'), JSON.stringify(summarize(records, { meterAlive: false })));
  await changeTags(
    runsFolder,
    run.id,
    (run.tags ?? []).map((tag) => ({ tag, isSet: true })),
  );
}

function recordsOf(run: MadeRun): JournalRecord[] {
  const { seconds, gpuWatts, gpus = 2, steps, doneShare = 1, estimatedKwh, estimatedHours } = run;
  const gpu: Device = {
    id: 'gpu:0',
    name: 'NVIDIA H100 80GB HBM3',
    domain: 'gpu',
    source: 'NVML energy counter',
    rung: 1,
    provenance: 'measured',
    within: null,
    range: { low: 0.95, high: 1.05 },
  };
  const devices: Device[] = [
    ...Array.from({ length: gpus }, (_value, index) => ({ ...gpu, id: `gpu:${index}` })),
    {
      ...gpu,
      id: 'cpu:0',
      name: 'AMD EPYC 9654',
      domain: 'cpu',
      source: 'CPU model (TDP x load)',
      rung: 6,
      provenance: 'modelled',
      range: { low: 0.6, high: 1.5 },
    },
  ];
  const start: JournalRecord = {
    type: 'start',
    version: 1,
    id: run.id,
    label: run.label,
    command: [run.python ?? '/usr/bin/python3', 'train.py', ...(run.arguments ?? [])],
    cwd: run.folder ?? '/home/someone/tiny-gpt',
    startedAt: run.startedAt,
    meterPid: 1,
    intervalMs: 1000,
    host: { name: 'node-7', platform: 'linux' },
    devices,
    baseline: { seconds: 5, watts: [...Array.from({ length: gpus }, () => 70), 60] },
    carbonIntensity: { gramsPerKwh: 344, place: 'DE', time: '2024', source: 'Ember', kind: 'average' },
    ...(run.isLive === true
      ? { liveIntensity: { provider: 'Energy-Charts', place: 'DE', kind: 'average', scope: 'direct' } }
      : {}),
    pue: 1.2,
    notes: [],
  };
  const joules = devices.map(() => 0);
  const step = seconds / moments;
  const samples = Array.from({ length: moments + 1 }, (_value, index): JournalRecord[] => {
    const t = index * step;
    // Warms up, and dips where it evaluates.
    const work = Math.min(1, index / 12) * (index % 60 > 54 ? 0.45 : 1);
    const watts = devices.map(({ domain }, device) =>
      domain === 'cpu'
        ? 90 + 40 * work
        : 70 + (gpuWatts - 70) * work * (1 - 0.03 * device) + 9 * Math.sin(index),
    );
    if (index > 0) watts.forEach((each, device) => (joules[device] = (joules[device] ?? 0) + each * step));
    const progress: JournalRecord[] =
      steps === undefined
        ? []
        : [
            {
              type: 'progress',
              t,
              done: Math.round((steps * doneShare * index) / moments),
              total: steps,
              unit: 'step',
              epochs: null,
              from: 'terminal output',
            },
          ];
    return [...progress, { type: 'sample', t, joules: [...joules], watts }];
  });
  return [
    start,
    ...(estimatedKwh === undefined
      ? []
      : [
          {
            type: 'estimate' as const,
            t: 0,
            file: 'config.json',
            energyKwh: { low: estimatedKwh * 0.7, mid: estimatedKwh, high: estimatedKwh * 1.5 },
            hours:
              estimatedHours === undefined
                ? null
                : { low: estimatedHours * 0.7, mid: estimatedHours, high: estimatedHours * 1.6 },
            tokens: steps === undefined ? null : steps * 8 * 1024,
            problem: null,
          },
        ]),
    ...(steps === undefined
      ? []
      : [{ type: 'plan' as const, t: 0, batchSize: 8, sequenceLength: 1024, steps: steps, gpus: 1 }]),
    ...samples.flat(),
    ...(run.isLive === true
      ? [
          {
            type: 'intensity' as const,
            t: seconds,
            points: Array.from({ length: 8 }, (_value, index) => ({
              from: (index * seconds) / 8,
              to: ((index + 1) * seconds) / 8,
              gramsPerKwh: 280 + 120 * Math.sin(index / 1.5),
              ...(index > 6 ? { estimated: true } : {}),
            })),
          },
        ]
      : []),
    {
      type: 'end',
      t: seconds,
      endedAt: new Date(Date.parse(run.startedAt) + 1000 * seconds).toISOString(),
      exitCode: run.exitCode ?? 0,
      signal: null,
    },
  ];
}

/** What a person may have after some weeks: one model trained with other settings, one that failed, some without a name. */
export const someWeeks: readonly MadeRun[] = [
  {
    id: '20261012-081500-a1b2c3',
    label: 'tiny GPT, baseline',
    startedAt: '2026-10-12T08:15:00.000Z',
    seconds: 5400,
    gpuWatts: 640,
    steps: 12_000,
    tags: ['baseline', 'paper'],
    estimatedKwh: 1.6,
    estimatedHours: 1.3,
  },
  {
    id: '20261013-100000-b2c3d4',
    label: 'tiny GPT, grouped queries',
    startedAt: '2026-10-13T10:00:00.000Z',
    seconds: 4620,
    gpuWatts: 655,
    steps: 12_000,
    tags: ['paper'],
    estimatedKwh: 1.5,
    estimatedHours: 1.2,
    arguments: ['--kv-heads', '2'],
    isLive: true,
  },
  {
    id: '20261014-163000-c3d4e5',
    label: 'tiny GPT, power cap 400 W',
    startedAt: '2026-10-14T16:30:00.000Z',
    seconds: 6900,
    gpuWatts: 400,
    steps: 12_000,
    tags: ['power cap'],
  },
  {
    id: '20261015-070000-d4e5f6',
    label: null,
    startedAt: '2026-10-15T07:00:00.000Z',
    seconds: 95,
    gpuWatts: 500,
    exitCode: 1,
    arguments: ['--batch-size', '4096'],
  },
  {
    id: '20261016-070000-e5f6a7',
    label: '<img src=x onerror="alert(1)"> [link](https://example.org) \u202egpj.exe\u0007',
    startedAt: '2026-10-16T07:00:00.000Z',
    seconds: 600,
    gpuWatts: 300,
    gpus: 1,
    folder: '/home/someone/downloads',
    tags: ['<b>bold</b>', 'עברית'],
  },
];
