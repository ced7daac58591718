// `npm run bench:meter`: Wattlens beside CodeCarbon, Zeus, carbontracker and a plain poll, at the same time on the same
// simulated GPUs; what each costs; and how much later a command starts. Linux, with a C compiler and Python.
//   npm run bench:meter -- [--quick] [--only accuracy|cost|launch]
import { parseArgs } from 'node:util';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { measure, type Case, type Result } from './bench/meter/accuracy';
import { measureCosts, type Cost } from './bench/meter/cost';
import { measureLaunch, type Launch } from './bench/meter/launch';
import { accuracyVerdicts, costVerdicts, launchVerdicts, type Verdict } from './bench/meter/verdicts';
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

const percent = (share: number, digits = 3): string => (100 * share).toFixed(digits);

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  console.log('');
}

function printAccuracy(results: readonly Result[]): void {
  console.log('Error of the energy of all GPUs, in % of the truth; the range that Wattlens shows, likewise');
  printTable([
    ['trace', 'sensor', 'GPUs', 's', 'Wattlens', 'shown', 'holds', ...peerNames.map(peerTitle)],
    ...results.map((each) => [
      each.trace,
      each.sensor,
      String(each.gpus),
      String(each.seconds),
      percent(each.error),
      `${percent(each.low, 1)} to ${percent(each.high, 1)}`,
      each.isInside ? 'yes' : 'NO',
      ...peerNames.map((peer) => {
        const error = each.peers[peer];
        return error === null ? '-' : percent(error);
      }),
    ]),
  ]);
}

function printCosts(costs: readonly Cost[]): void {
  const [own] = costs;
  console.log('Cost with 8 GPUs, children included');
  printTable([
    ['tool', 'first minute, CPU s', '% of a core', 'CPU s an hour', 'of the first', 'MB'],
    ...costs.map(({ title, startSeconds, share, residentBytes }) => [
      title,
      startSeconds.toFixed(2),
      percent(share),
      (startSeconds + 3600 * share).toFixed(1),
      `${(share / (own?.share ?? 1)).toFixed(2)} x`,
      (residentBytes / 1e6).toFixed(0),
    ]),
  ]);
}

function printLaunch({ plainNode, first, later }: Launch): void {
  console.log('A command starts later by, in ms, with 8 GPUs');
  printTable([
    ['by', 'ms', 'of plain Node'],
    ['plain Node', plainNode.toFixed(0), '1.0'],
    ['Wattlens, first run', first.toFixed(0), (first / plainNode).toFixed(1)],
    ['Wattlens, later runs', later.toFixed(0), (later / plainNode).toFixed(1)],
  ]);
}

async function build(): Promise<void> {
  const program = path.join(__dirname, 'build.mjs');
  const { code, output } = await runCommand(process.execPath, [program, '--production']);
  if (code !== 0) throw new Error(`the build failed:\n${output}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  const { quick, only } = values;
  const isAsked = (part: string): boolean => only === undefined || only === part;
  const python = await ensurePeers();
  await build();
  console.log(
    `${cpus().length} processors (${cpus()[0]?.model ?? 'not known'}), load ${loadavg()[0]?.toFixed(1) ?? ''}, Node ${process.version}\n`,
  );
  const verdicts: Verdict[] = [];
  if (isAsked('launch')) {
    const launch = measureLaunch(quick ? 5 : 11);
    printLaunch(launch);
    verdicts.push(...launchVerdicts(launch));
  }
  if (isAsked('cost')) {
    const costs = await measureCosts(quick ? 30 : 120, python);
    printCosts(costs);
    verdicts.push(...costVerdicts(costs));
  }
  if (isAsked('accuracy')) {
    const results: Result[] = [];
    for (const batch of cases(quick)) results.push(...(await measure(batch, python)));
    printAccuracy(results);
    verdicts.push(...accuracyVerdicts(results));
  }
  for (const { text, isReached } of verdicts) console.log(`${isReached ? 'reached' : 'MISSED '}  ${text}`);
  process.exit(verdicts.every(({ isReached }) => isReached) ? 0 : 1);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
