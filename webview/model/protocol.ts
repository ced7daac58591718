import * as v from 'valibot';
import type { Range } from '../../src/units/quantities';

/** What the extension host and the page of a model's breakdown say to each other. Joules, grams, bytes, FLOPs throughout. */

/** The values of a model that can be tried. */
export const modelValues = [
  'hidden_size',
  'num_hidden_layers',
  'num_key_value_heads',
  'num_experts',
] as const;
export type ModelValue = (typeof modelValues)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e18));
const name = v.pipe(v.string(), v.maxLength(200));

/** What a person tries; what is absent is as in the file. */
const changesSchema = v.object({
  model: v.object({
    hidden_size: v.optional(count),
    num_hidden_layers: v.optional(count),
    num_key_value_heads: v.optional(count),
    num_experts: v.optional(count),
  }),
  plan: v.object({
    sequenceLength: v.optional(count),
    batchSize: v.optional(count),
    tokens: v.optional(count),
    gpus: v.optional(count),
    hardware: v.optional(name),
    dtype: v.optional(name),
    region: v.optional(name),
  }),
});
export type Changes = v.InferOutput<typeof changesSchema>;
export const noChanges: Changes = { model: {}, plan: {} };
export type PlanValue = keyof Changes['plan'];

/** The panel's state: which model of which file; the host makes the panel again by it. */
export const modelPanelStateSchema = v.object({
  uri: v.string(),
  model: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The script under whose plan it is trained; left out: the file's own plan and the settings. */
  script: v.optional(v.string()),
});
export type ModelPanelState = v.InferOutput<typeof modelPanelStateSchema>;

/** What a person has chosen on the page itself. */
export const modelPageStateSchema = v.object({
  changes: changesSchema,
  phase: v.string(),
  by: v.picklist(['component', 'layer']),
  open: v.array(v.string()),
  areNotesOpen: v.optional(v.boolean(), false),
});
export type ModelPageState = v.InferOutput<typeof modelPageStateSchema>;

export const modelMessageSchema = v.variant('type', [
  v.object({ type: v.literal('try'), changes: changesSchema }),
  v.object({ type: v.literal('copy') }),
  v.object({ type: v.literal('openDifference') }),
  v.object({ type: v.literal('openFile') }),
  v.object({ type: v.literal('openDocument') }),
]);
export type FromModelPage = v.InferOutput<typeof modelMessageSchema>;

/** A figure of the whole model; null where it is not known. A count is a range of one value. */
export interface FigureView {
  readonly id:
    | 'parameters'
    | 'activeParameters'
    | 'flopsPerToken'
    | 'attentionShare'
    | 'memory'
    | 'cache'
    | 'hours'
    | 'energy'
    | 'co2e'
    | 'joulesPerToken';
  readonly value: Range | null;
  /** As the file has it. */
  readonly fromFile: Range | null;
}

/** A value to try: along `values` in steps, or one of `choices`. */
export interface ControlView {
  readonly id: ModelValue | PlanValue;
  readonly value: number | string;
  readonly fromFile: number | string;
  readonly values: readonly number[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** Why it can't be tried; null where it can. */
  readonly locked: 'notInFile' | null;
}

export interface FormulaView {
  readonly symbols: string;
  readonly numbers: string;
}

export interface NodeView {
  readonly id: string;
  readonly name: string;
  /** How often a block repeats; null for all else, whose names are texts of the page. */
  readonly count: number | null;
  readonly tower: 'vision' | 'audio' | null;
  readonly equation: string;
  readonly flopsFormula: FormulaView | null;
  readonly parametersFormula: FormulaView | null;
  readonly parameters: number;
  readonly forwardFlops: number;
  readonly backwardFlops: number;
  readonly elementwiseFlops: number;
  readonly servedFlopsPerToken: number;
  readonly weightsBytes: number;
  readonly cacheBytesPerToken: number;
  /** Share of each phase's energy, from 0 to 1. */
  readonly shares: Readonly<Record<PhaseView, number>>;
  readonly children: readonly NodeView[];
}

export const phaseViews = ['training', 'forward', 'backward', 'optimizer', 'prefill', 'decode'] as const;
export type PhaseView = (typeof phaseViews)[number];

export interface ModelView {
  readonly type: 'model';
  readonly fileName: string;
  readonly architecture: string;
  /** On what the figures rest where they are not exact; null where they are. */
  readonly approximate: string | null;
  readonly basis: {
    readonly tokens: number;
    readonly gpus: number;
    readonly hardware: string;
    readonly region: string;
    readonly pue: number;
    readonly batch: number;
    readonly sequence: number;
    readonly servedBatch: number;
  };
  readonly fits: boolean;
  readonly figures: readonly FigureView[];
  readonly controls: readonly ControlView[];
  readonly isChanged: boolean;
  /** Whether the file's text would differ, and not the plan alone. */
  readonly changesFile: boolean;
  /** Why what was tried can't be; the figures are then the file's. */
  readonly problem: string | null;
  readonly notes: readonly string[];
  /** Joules of each phase: of the whole training, or of one token. */
  readonly joules: Readonly<Record<PhaseView, Range | null>>;
  readonly byComponent: readonly NodeView[];
  readonly byLayer: readonly NodeView[];
}

export type ToModelPage =
  ModelView | { readonly type: 'noModel'; readonly fileName: string; readonly reason: string };
