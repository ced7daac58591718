import {
  highestUsualWatts,
  rungs,
  type Measurement,
  type OpenedSource,
  type Probe,
  type Source,
} from '../source';
import { findProgram } from './find-program';
import { runLineProgram, type LineProgram } from './line-program';
import { identityFields, parseSmiLine, type SmiReading } from './nvidia-smi-lines';
import { loadNvml } from './nvml-library';
import { sensorCoverageOf } from './nvml-readings';
import { cardsOf, hasNoCard } from './pci-displays';
import { refusalsOf } from './unusable';
import { measureNewest, untilTold } from './program-reading';

const sourceName = 'nvidia-smi';
const { unusable, absent } = refusalsOf(sourceName, rungs.program);
/** Time between two readings. */
const intervalMilliseconds = 200;
/** A driver without persistence mode takes a second or two for the first. */
const longestStartSeconds = 3;
/** A reading that is older than this tells nothing of now. */
const staleSeconds = 2;
/** As NVML's sensors, and the program rounds and reads late. */
const sensorRange = { low: 0.94, mid: 1, high: 1.06 };
const averagedRange = { low: 0.91, mid: 1, high: 1.09 };

const fieldNames = {
  /** A mean over a second, told from Ampere on (but GA100). */
  average: 'power.draw.average',
  instant: 'power.draw.instant',
  /** A mean over a second from Ampere on; what older ones give is taken for such a mean as well, which costs the ends of a run. */
  usual: 'power.draw',
  limit: 'enforced.power.limit',
} as const;
type PowerField = keyof typeof fieldNames;
/** An unknown field makes the program fail as a whole, so drivers before 530 are asked again without what they do not know. */
const attempts: readonly (readonly PowerField[])[] = [
  ['average', 'instant', 'usual', 'limit'],
  ['usual', 'limit'],
];

/** One long-lived `nvidia-smi` where the driver's library can't be called. */
export const nvidiaSmiSource = (): Source => ({
  key: 'nvidia-smi',
  name: sourceName,
  rung: rungs.program,
  open,
});

async function open(): Promise<OpenedSource> {
  const program = findProgram('nvidia-smi', process.platform === 'linux' ? otherFolders : []);
  if (program === null)
    return (hasNoCard('nvidia') ? absent : unusable)(
      'nvidia-smi was not found',
      'Install the NVIDIA driver; its programs must be on PATH.',
    );
  if (!('missing' in (await loadNvml(longestStartSeconds * 1000))))
    return absent('not needed: the driver’s library (NVML) can be called, which is cheaper');
  for (const [attempt, fields] of attempts.entries()) {
    const readings = new Map<string, SmiReading & { readonly seconds: number }>();
    const running = start(program, fields, readings);
    const isLast = attempt === attempts.length - 1;
    const awaited = {
      told: () => readings.size,
      expected: cardsOf('nvidia'),
      // What does not know a field ends at once.
      hasEnded: () => !isLast && running.pid === null,
    };
    if (await untilTold(awaited, longestStartSeconds)) return opened(fields, readings, running);
    running.close();
  }
  return unusable(
    `nvidia-smi told no GPU within ${longestStartSeconds} s`,
    'Run nvidia-smi by hand: it says what is wrong with the driver.',
  );
}

type Readings = ReadonlyMap<string, SmiReading & { readonly seconds: number }>;

function start(
  program: string,
  fields: readonly PowerField[],
  readings: Map<string, SmiReading & { readonly seconds: number }>,
): LineProgram {
  const query = [...identityFields, ...fields.map((field) => fieldNames[field])].join(',');
  const parameters = [
    `--query-gpu=${query}`,
    '--format=csv,noheader,nounits',
    '-lms',
    String(intervalMilliseconds),
  ];
  return runLineProgram(program, parameters, (line, seconds) => {
    const reading = parseSmiLine(line, fields.length);
    if (reading !== null) readings.set(reading.uuid, { ...reading, seconds });
  });
}

function opened(fields: readonly PowerField[], readings: Readings, program: LineProgram): OpenedSource {
  const gpus = [...readings.values()].toSorted((a, b) => a.index - b.index);
  const probes = gpus.flatMap((gpu) => probeOf(gpu, fields, readings, program));
  const unread = gpus.filter((gpu) => powerFieldsOf(gpu, fields).length === 0);
  const reads = `reads ${gpus
    .filter((gpu) => !unread.includes(gpu))
    .map(({ name }) => name)
    .join(', ')}`;
  return {
    statuses: [
      {
        source: sourceName,
        rung: rungs.program,
        usable: probes.length > 0,
        why: probes.length > 0 ? reads : 'it tells no power of any GPU here',
        fix: null,
      },
    ],
    probes,
    notes: unread.map(
      ({ index, name }) => `NVIDIA GPU ${index} (${name}): nvidia-smi tells no power of it; not in the sum.`,
    ),
    close: () => {
      program.close();
    },
  };
}

const valueOf = (
  { watts }: SmiReading,
  fields: readonly PowerField[],
  field: PowerField | undefined,
): number | null => (field === undefined ? null : (watts[fields.indexOf(field)] ?? null));

/** What a GPU is read by, best first: both its mean and its power at the moment, or one. */
function powerFieldsOf(gpu: SmiReading, fields: readonly PowerField[]): PowerField[] {
  const told = (['average', 'instant', 'usual'] as const).filter(
    (field) => valueOf(gpu, fields, field) !== null,
  );
  return told.slice(0, told[0] === 'average' && told[1] === 'instant' ? 2 : 1);
}

function probeOf(
  gpu: SmiReading,
  fields: readonly PowerField[],
  readings: Readings,
  program: LineProgram,
): Probe[] {
  const [field, momentField] = powerFieldsOf(gpu, fields);
  if (field === undefined) return [];
  const isAveraged = field !== 'instant';
  const read = (): Measurement => {
    const newest = readings.get(gpu.uuid);
    const told =
      newest === undefined ? undefined : { watts: valueOf(newest, fields, field), seconds: newest.seconds };
    const measured = measureNewest(told, program, sourceName, staleSeconds);
    if (!measured.ok || measured.watts === null || newest === undefined || momentField === undefined)
      return measured;
    const { watts: averagedWatts } = measured;
    return { ...measured, watts: valueOf(newest, fields, momentField), averagedWatts };
  };
  const names = [field, momentField].flatMap((each) => (each === undefined ? [] : fieldNames[each]));
  return [
    {
      id: `gpu:${gpu.uuid}`,
      name: gpu.name,
      domain: 'gpu',
      source: `${sourceName} (${names.join(', ')})`,
      rung: rungs.program,
      provenance: 'measured',
      range: isAveraged && momentField === undefined ? averagedRange : sensorRange,
      within: null,
      counter: null,
      averagedSeconds: isAveraged ? 1 : 0,
      sensorCoverage: sensorCoverageOf(gpu.name),
      limitWatts: valueOf(gpu, fields, 'limit'),
      highestWatts: highestUsualWatts,
      accelerator: {
        vendor: 'nvidia',
        index: gpu.index,
        model: gpu.name,
        uuid: gpu.uuid,
        pciAddress: gpu.pciAddress,
        slices: [],
      },
      read,
    },
  ];
}

/** Where Windows' subsystem for Linux keeps it besides. */
const otherFolders = ['/usr/lib/wsl/lib', '/usr/bin'];
