import { execFile } from 'node:child_process';
import { highestUsualWatts, rungs, type OpenedSource, type Probe, type Source } from '../source';
import { findProgram } from './find-program';
import { jsonStream } from './json-stream';
import { runLineProgram, type LineProgram } from './line-program';
import { hasNoCard } from './pci-displays';
import { refusalsOf } from './unusable';
import { measureNewest, untilTold, type ProgramReading } from './program-reading';
import { xpuDevices, xpuSmiReader, type XpuDevice } from './xpu-smi-lines';

const sourceName = 'xpu-smi';
const { unusable, absent } = refusalsOf(sourceName, rungs.program);
/** As the card's sensor, averaged by the program over a second. */
const sensorRange = { low: 0.92, mid: 1, high: 1.08 };
const longestStartSeconds = 5;
const staleSeconds = 5;

/** Intel's GPUs by one long-lived `xpu-smi dump`, where the kernel gives no energy counter of them. */
export const xpuSmiSource = (): Source => ({ key: 'xpu-smi', name: sourceName, rung: rungs.program, open });

async function open(): Promise<OpenedSource> {
  const isAbsent = hasNoCard('intel');
  const path = findProgram('xpu-smi') ?? findProgram('xpumcli');
  if (path === null)
    return isAbsent
      ? absent('there is no Intel GPU here')
      : unusable(
          'xpu-smi was not found',
          'Install Intel’s xpu-smi, or a kernel of 6.12 or later, whose xe driver counts energy itself.',
        );
  const newest = new Map<number, ProgramReading>();
  const read = xpuSmiReader();
  const running = runLineProgram(path, ['dump', '-d', '-1', '-m', '1', '-i', '1'], (line, seconds) => {
    const reading = read(line);
    if (reading !== null) newest.set(reading.index, { watts: reading.watts, seconds });
  });
  const [devices, hasTold] = await Promise.all([
    devicesOf(path),
    untilTold({ told: () => newest.size }, longestStartSeconds),
  ]);
  if (!hasTold) {
    running.close();
    return (isAbsent ? absent : unusable)(
      `xpu-smi told no GPU within ${longestStartSeconds} s`,
      'Run xpu-smi discovery by hand; add this user to the groups that may use the GPU (sudo usermod -aG render,video $USER) and log in again.',
    );
  }
  return opened(newest, devices, running);
}

function opened(
  newest: ReadonlyMap<number, ProgramReading>,
  devices: readonly XpuDevice[],
  running: LineProgram,
): OpenedSource {
  const all = [...newest]
    .toSorted(([a], [b]) => a - b)
    .map(([index, { watts }]) => {
      const known = devices.find((device) => device.index === index);
      return {
        index,
        watts,
        name: known?.name ?? `Intel GPU ${index}`,
        pciAddress: known?.pciAddress ?? null,
      };
    });
  const readable = all.filter(({ watts }) => watts !== null);
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.program,
        usable: readable.length > 0,
        why:
          readable.length > 0
            ? `reads ${readable.map(({ name }) => name).join(', ')}`
            : 'it tells no power of any GPU here',
        fix:
          readable.length > 0
            ? null
            : 'Run xpu-smi dump as root once: some drivers show power to root alone.',
      },
    ],
    probes: readable.map(({ index, name, pciAddress }): Probe => ({
      id: `gpu:${pciAddress ?? `intel-${index}`}`,
      name,
      domain: 'gpu',
      source: sourceName,
      rung: rungs.program,
      provenance: 'measured',
      range: sensorRange,
      within: null,
      counter: null,
      averagedSeconds: 1,
      highestWatts: highestUsualWatts,
      accelerator: { vendor: 'intel', index, model: name, uuid: null, pciAddress, slices: [] },
      read: () => measureNewest(newest.get(index), running, sourceName, staleSeconds),
    })),
    notes: all
      .filter(({ watts }) => watts === null)
      .map(({ name }) => `${name}: xpu-smi tells no power of it; not in the sum.`),
    close: () => {
      running.close();
    },
  };
}

/** Names and places of the GPUs; empty where the program does not tell them in time. */
function devicesOf(path: string): Promise<XpuDevice[]> {
  return new Promise((resolve) => {
    let found: XpuDevice[] = [];
    const take = jsonStream((document) => (found = xpuDevices(document)));
    execFile(path, ['discovery', '-j'], { timeout: longestStartSeconds * 1000 }, (_error, stdout) => {
      for (const line of stdout.split('\n')) take(line);
      resolve(found);
    });
  });
}
