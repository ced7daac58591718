import * as v from 'valibot';
import { progressUnits } from '../progress/progress';

/**
 * The journal: one JSON object a line, append-only, the one truth about a run. The first record is `start`, the
 * last `end`; a journal without an end is a run that is alive or was killed. Joules are cumulative, so that a
 * journal cut off at any byte loses only what came after the cut. docs/journal.md has the whole design.
 */

/** New kinds of records and new fields that may be left out don't change it; a fraction would be such a newer one. */
export const journalVersion = 1;

const finite = v.pipe(v.number(), v.finite());
const nonNegative = v.pipe(v.number(), v.finite(), v.minValue(0));
/** The world's electricity of a few days: what is more is no energy of a run, and would make sums infinite. */
const mostJoules = 1e18;
const energy = v.pipe(nonNegative, v.maxValue(mostJoules));

/** What a source measures. `module` covers its cpu and gpu; `node` covers all; `cpu` covers the package. */
const domainSchema = v.picklist(['gpu', 'cpu', 'dram', 'module', 'node']);
export type Domain = v.InferOutput<typeof domainSchema>;

const deviceSchema = v.object({
  /** Unique in the run: `gpu:GPU-8f6d…`, `cpu:package-0`. */
  id: v.string(),
  name: v.string(),
  domain: domainSchema,
  /** The source's name, shown to people: `NVML energy counter`, `RAPL`, `CPU model (TDP x load)`. */
  source: v.string(),
  /** The source's place on the ladder, 1 the best. */
  rung: v.pipe(v.number(), v.integer(), v.minValue(1)),
  provenance: v.picklist(['measured', 'modelled']),
  /** The id of a device of this run whose energy includes this one's, or null. Such a device is never added to a sum. */
  within: v.nullable(v.string()),
  /** What the true energy lies between, as factors on the joules given: 1 and 1 would be exact. */
  range: v.object({ low: nonNegative, high: nonNegative }),
});
export type Device = v.InferOutput<typeof deviceSchema>;

const carbonIntensitySchema = v.object({
  gramsPerKwh: nonNegative,
  /** ISO 3166 code or zone; `world` where no place was given. */
  place: v.string(),
  /** Year or time that the value holds for. */
  time: v.string(),
  source: v.string(),
  kind: v.picklist(['average', 'marginal']),
  /** Whether building plants and bringing the fuel count, or what leaves the chimneys alone. */
  scope: v.optional(v.picklist(['life cycle', 'direct'])),
  /** Licence of the value, for those who pass it on. */
  licence: v.optional(v.string()),
  /** Where the source is had. */
  address: v.optional(v.string()),
});
export type CarbonIntensity = v.InferOutput<typeof carbonIntensitySchema>;

/** Where the intensity over the run's own time comes from; its values follow as `intensity` records. */
const liveIntensitySchema = v.object({
  provider: v.string(),
  place: v.string(),
  kind: v.picklist(['average', 'marginal']),
  scope: v.picklist(['life cycle', 'direct']),
  /** Left out by versions that did not tell. */
  licence: v.optional(v.string()),
});
export type LiveIntensitySource = v.InferOutput<typeof liveIntensitySchema>;

/** low ≤ mid ≤ high. For hours, `low` is the bound that gives the fewest emissions: the longest life. */
const rangeSchema = v.object({ low: nonNegative, mid: nonNegative, high: nonNegative });

const startSchema = v.object({
  type: v.literal('start'),
  version: v.pipe(v.number(), v.minValue(1)),
  id: v.string(),
  /** The runs that have this one's energy among theirs, by their ids; left out where there are none. */
  within: v.optional(v.array(v.string())),
  label: v.nullable(v.string()),
  command: v.array(v.string()),
  /** Set where somebody asked for a terminal of its own (`--keep-terminal`), whether there was one or not. */
  keepTerminal: v.optional(v.literal(true)),
  cwd: v.string(),
  /** Wall-clock time, ISO 8601. All `t` count monotonic seconds from this moment. */
  startedAt: v.string(),
  /** 1 or more; 0 where what is written can't be the number of a process. */
  meterPid: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(1)), 0),
  intervalMs: v.number(),
  host: v.object({ name: v.string(), platform: v.string() }),
  devices: v.array(deviceSchema),
  /** Mean watts of each device, in the order of `devices`, over `seconds` before the launch; null where not measured. */
  baseline: v.nullable(
    v.object({
      seconds: nonNegative,
      watts: v.array(v.nullable(nonNegative)),
      /** When it was measured, where that was not right before the launch. ISO 8601. */
      measuredAt: v.optional(v.string()),
      /** The standard deviation of each device's power over those seconds, in watts. */
      spreadWatts: v.optional(v.array(v.nullable(nonNegative))),
    }),
  ),
  carbonIntensity: carbonIntensitySchema,
  /** Left out where no provider was turned on: `carbonIntensity` then holds for the whole run. */
  liveIntensity: v.optional(v.nullable(liveIntensitySchema)),
  pue: v.pipe(v.number(), v.finite(), v.minValue(1)),
  /** Whose figure the PUE is, and where it is published; left out by versions that did not tell. */
  pueFrom: v.optional(
    v.nullable(
      v.object({
        basis: v.picklist(['region', 'provider', 'survey', 'room', 'given']),
        year: v.nullable(v.number()),
        source: v.string(),
        licence: v.nullable(v.string()),
        address: v.nullable(v.string()),
        /** Where it stands in for a figure that is not published, between what it lies. */
        range: v.nullable(rangeSchema),
      }),
    ),
  ),
  /** What making the hardware emitted, and the hours of work over which that is spread; left out where not known. */
  embodied: v.optional(
    v.nullable(
      v.object({
        parts: v.array(
          v.object({
            name: v.string(),
            kilogramsCO2e: rangeSchema,
            source: v.string(),
            /** The id of the device that it is, or is the surroundings of; left out where it is the whole computer. */
            device: v.optional(v.string()),
          }),
        ),
        workingHours: rangeSchema,
        source: v.string(),
      }),
    ),
  ),
  /** Where the process was there before the meter. */
  attached: v.optional(
    v.object({
      pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
      /** From the process's start to the first reading; null where the system does not tell. */
      missedSeconds: v.nullable(nonNegative),
      /** What was attached to: `terminal`, `debugger`, `notebook`, `process`. */
      kind: v.string(),
    }),
  ),
  /** Sources that could not answer, with the reason: what people must know to read the figures. */
  notes: v.array(v.string()),
});
export type StartRecord = v.InferOutput<typeof startSchema>;

const spawnSchema = v.object({
  type: v.literal('spawn'),
  t: finite,
  pid: v.number(),
});

export const sampleSchema = v.object({
  type: v.literal('sample'),
  t: finite,
  /** Joules since the start, in the order of `devices`; null where a device has not answered yet. */
  joules: v.array(v.nullable(energy)),
  /** Watts since the sample before (counter) or at this moment (sensor); null where unknown. */
  watts: v.array(v.nullable(nonNegative)),
  /** Joules of the run's own processes, among `joules`. */
  shareJoules: v.optional(v.array(v.nullable(energy))),
  /** How many readings this line stands for, where they were thinned out; its watts are then their mean. */
  readings: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** The highest watts of those readings. */
  maxWatts: v.optional(v.array(v.nullable(nonNegative))),
});
export type SampleRecord = v.InferOutput<typeof sampleSchema>;

export const gapSchema = v.object({
  type: v.literal('gap'),
  t: finite,
  device: v.string(),
  seconds: nonNegative,
  /** True where a counter covered the gap, so that no energy is missing. */
  bridged: v.boolean(),
  reason: v.string(),
});
export type GapRecord = v.InferOutput<typeof gapSchema>;

const noteSchema = v.object({ type: v.literal('note'), t: finite, text: v.string() });

/** Whose energy it is, as known from this moment on; in the order of `devices`. */
export const attributionSchema = v.object({
  type: v.literal('attribution'),
  t: finite,
  /** How the run's share of each device is known, or why it is not, as phrases. */
  methods: v.array(v.nullable(v.string())),
  /** Whether the run has used the device; null where that is not known. One that it has not used is in no sum. */
  used: v.array(v.nullable(v.boolean())),
});
export type AttributionRecord = v.InferOutput<typeof attributionSchema>;

/** What the metering itself has cost since the start. */
export const overheadSchema = v.object({
  type: v.literal('overhead'),
  t: finite,
  /** Processor time of the meter and of the programs that it reads. */
  cpuSeconds: nonNegative,
  residentBytes: nonNegative,
});
export type OverheadRecord = v.InferOutput<typeof overheadSchema>;

/** What the provider of `start.liveIntensity` has answered. Where records overlap in time the later one holds. */
const intensitySchema = v.object({
  type: v.literal('intensity'),
  t: finite,
  /** In seconds since the start; also of before it, and of what is still to come. */
  points: v.array(
    v.object({
      from: finite,
      to: finite,
      gramsPerKwh: nonNegative,
      /** True where the provider forecast or filled in the value. */
      estimated: v.optional(v.boolean()),
    }),
  ),
  /** Why there is no answer, as a phrase; null where there is one. */
  problem: v.optional(v.nullable(v.string())),
});
export type IntensityRecord = v.InferOutput<typeof intensitySchema>;
/** How far the training has come, as it prints or writes it. */
export const progressSchema = v.object({
  type: v.literal('progress'),
  t: finite,
  done: nonNegative,
  total: v.nullable(nonNegative),
  unit: v.picklist(progressUnits),
  epochs: v.nullable(v.object({ done: nonNegative, total: v.nullable(nonNegative) })),
  /** Tokens in a unit, where the training has counted both. */
  tokensPerUnit: v.optional(nonNegative),
  /** Where it was read: `terminal output`, `trainer_state.json`. */
  from: v.string(),
});
export type ProgressRecord = v.InferOutput<typeof progressSchema>;

/** How the command is set up to train, as its arguments, its script and the files that they name say; what is not said is left out. */
export const planSchema = v.object({
  type: v.literal('plan'),
  t: finite,
  /** Sequences or samples a step, on one device. */
  batchSize: v.optional(nonNegative),
  gradientAccumulation: v.optional(nonNegative),
  epochs: v.optional(nonNegative),
  steps: v.optional(nonNegative),
  /** Tokens. */
  sequenceLength: v.optional(nonNegative),
  /** Devices that train together. */
  gpus: v.optional(nonNegative),
  /** From so many steps on, each works on so many times what the first ones did: a curriculum of sequences, batches that grow. */
  stages: v.optional(v.array(v.object({ from: nonNegative, work: nonNegative }))),
});
export type PlanRecord = v.InferOutput<typeof planSchema>;

/** What the run was estimated to take, for one device-side energy without PUE; ranges are null where `problem` says why. */
export const estimateSchema = v.object({
  type: v.literal('estimate'),
  t: finite,
  /** The model's configuration, as it was given. */
  file: v.string(),
  energyKwh: v.nullable(rangeSchema),
  hours: v.nullable(rangeSchema),
  tokens: v.nullable(nonNegative),
  /** Floating point operations of the matrix products of training on one token, without recomputation; left out by older versions. */
  trainingFlopsPerToken: v.optional(v.nullable(nonNegative)),
  /** Tokens a second of one accelerator while it trains, before any calibration: later estimates hold what the run tells against them. */
  tokensPerSecondPerGpu: v.optional(rangeSchema),
  acceleratorWatts: v.optional(rangeSchema),
  /** Devices that train together; left out where the command does not say. */
  gpus: v.optional(nonNegative),
  problem: v.nullable(v.string()),
});
export type EstimateRecord = v.InferOutput<typeof estimateSchema>;

/**
 * How far from the truth each device's joules can be, by what its readings can't show, in joules and in the order of
 * `devices`; null where not known. The sensor's own error, the device's `range`, comes on top.
 */
export const boundsSchema = v.object({
  type: v.literal('bounds'),
  t: finite,
  below: v.array(v.nullable(nonNegative)),
  above: v.array(v.nullable(nonNegative)),
});
export type BoundsRecord = v.InferOutput<typeof boundsSchema>;

export const endSchema = v.object({
  type: v.literal('end'),
  t: finite,
  endedAt: v.string(),
  /** The exit code of the command; 128 + n where signal n ended it; null where it is not known. */
  exitCode: v.nullable(v.number()),
  signal: v.nullable(v.string()),
});
export type EndRecord = v.InferOutput<typeof endSchema>;

/** All that the lines before have told, so that a reader of a long journal need not read them. */
const checkpointSchema = v.object({
  type: v.literal('checkpoint'),
  t: finite,
  /** Of the run. */
  id: v.string(),
  /** What checkpoint.ts reads and writes. */
  state: v.unknown(),
});
export type CheckpointRecord = v.InferOutput<typeof checkpointSchema>;

const journalRecordSchema = v.variant('type', [
  startSchema,
  spawnSchema,
  sampleSchema,
  gapSchema,
  noteSchema,
  attributionSchema,
  overheadSchema,
  boundsSchema,
  intensitySchema,
  checkpointSchema,
  progressSchema,
  planSchema,
  estimateSchema,
  endSchema,
]);
export type JournalRecord = v.InferOutput<typeof journalRecordSchema>;

/** What one line of a journal is; `type` is that of a record which this version does not know, or can't read. */
export type JournalLine =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'unknown'; readonly type: string }
  | { readonly kind: 'broken' };

/** A byte order mark, and the blocks of zeros that a power cut leaves where a file system had not written yet. */
const padding = /^[\uFEFF\0]+|\0+$/g;

export function readJournalLine(line: string): JournalLine {
  let value: unknown;
  try {
    value = JSON.parse(line.replace(padding, ''));
  } catch {
    return { kind: 'broken' };
  }
  const result = v.safeParse(journalRecordSchema, value);
  if (result.success) return { kind: 'record', record: result.output };
  const typed = v.safeParse(v.object({ type: v.string() }), value);
  return typed.success ? { kind: 'unknown', type: typed.output.type } : { kind: 'broken' };
}

/** One line of a journal, or null where it is cut, foreign, or of a kind that a newer version writes. */
export function parseJournalLine(line: string): JournalRecord | null {
  const read = readJournalLine(line);
  return read.kind === 'record' ? read.record : null;
}
