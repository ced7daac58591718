// `npm run bench:meter`: Wattlens beside CodeCarbon, Zeus, carbontracker and a plain poll, at the same time on the same
// simulated GPUs; what each costs; and how much later a command starts. Linux, with a C compiler and Python.
//   npm run bench:meter -- [--quick] [--only accuracy|cost|launch]
import { parseArgs } from 'node:util';
import path from 'node:path';
import { measure, type Case, type Result } from './bench/meter/accuracy';
import { ensurePeers, peerNames, peerTitle } from './bench/meter/peers';
import { runCommand } from './setup/command.mjs';

const minute = 60;
const cases = (quick: boolean): Case[][] => {
  const on = (trace: Case['trace'], sensor: Case['sensor'], seconds: number, gpus = 8): Case => ({
    trace,
    sensor,
    seconds,
    gpus,
  });
  if (quick)
    return [
      [
        on('bursts', 'counter', minute),
        on('steady', 'no counter', minute),
        on('bursts', 'no counter', minute),
        on('aliased high', 'no counter', minute),
        on('aliased low', 'part-time alone', minute, 1),
        on('spiky', 'counter', 5),
        on('spiky', 'no counter', 5),
      ],
    ];
  return [
    (['steady', 'steps', 'bursts', 'ramps', 'spiky', 'aliased high'] as const).map((trace) =>
      on(trace, 'counter', minute),
    ),
    (['steady', 'steps', 'bursts', 'ramps', 'spiky', 'aliased high'] as const).map((trace) =>
      on(trace, 'no counter', minute),
    ),
    [
      on('bursts', 'counter', minute, 1),
      on('bursts', 'no counter', minute, 1),
      on('bursts', 'average alone', minute),
      on('bursts', 'moment alone', minute),
      on('steady', 'moment alone', minute),
    ],
    (['steady', 'bursts', 'spiky', 'aliased high', 'aliased low'] as const).map((trace) =>
      on(trace, 'part-time alone', minute, 2),
    ),
    (['steady', 'steps', 'bursts', 'spiky', 'aliased high'] as const).map((trace) => on(trace, 'counter', 5)),
    (['steady', 'steps', 'bursts', 'spiky', 'aliased low'] as const).map((trace) =>
      on(trace, 'no counter', 5),
    ),
    [on('bursts', 'part-time alone', 5), on('spiky', 'average alone', 5), on('spiky', 'moment alone', 5, 1)],
  ];
};

const percent = (share: number, digits = 3): string => `${(100 * share).toFixed(digits)}`;

function printAccuracy(results: readonly Result[]): void {
  console.log(
    ['trace', 'sensor', 'GPUs', 's', 'Wattlens', 'shown', 'inside', ...peerNames.map(peerTitle)].join(' | '),
  );
  for (const each of results) {
    console.log(
      [
        each.trace,
        each.sensor,
        each.gpus,
        each.seconds,
        percent(each.error),
        `${percent(each.low, 1)}..${percent(each.high, 1)}`,
        each.isInside ? 'yes' : 'NO',
        ...peerNames.map((peer) => {
          const error = each.peers[peer];
          return error === null ? '-' : percent(error);
        }),
      ].join(' | '),
    );
  }
}

async function build(): Promise<void> {
  const { code, output } = await runCommand(process.execPath, [
    path.join(__dirname, 'build.mjs'),
    '--production',
  ]);
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const python = await ensurePeers();
  await build();
  const results: Result[] = [];
  for (const batch of cases(values.quick)) {
    results.push(...(await measure(batch, python)));
  }
  printAccuracy(results);
}

void main();
