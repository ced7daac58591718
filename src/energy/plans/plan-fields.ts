import type { AdapterPlan } from '../../model/adapters';
import type { ConfigObject, ConfigValue } from '../../model/config-fields';
import { isObject } from '../../model/config-fields';
import { lineOf, valueAt } from '../../model/documents/document';
import { slipsOfPlan } from './plan-slips';
import { machinesOfSrun, startedProcesses } from '../../units/started-processes';
import { acceleratorsOfJob, machinesOfJob, slurmJob } from '../../units/slurm-job';
import { findAccelerator } from '../../hardware/accelerators';
import type { ModelClass } from '../../model/model-class';
import type { ConfigDiagnostic, Span } from '../../model/reading';
import type { PlanOptions } from '../plan-options';
import { asMessage, said, type Message } from '../../units/message';

/** Where a value of a plan stands. */
export interface PlanPlace {
  readonly key: string;
  /** From 1. */
  readonly line: number;
  /** In UTF-16 code units, from 1. */
  readonly column: number;
  /** The file, where it is another one that the plan names. */
  readonly file?: string;
}

/** The place of a key at an offset of a text. */
export const placeAt = (key: string, text: string, offset: number): PlanPlace => ({
  key,
  line: lineOf(text, offset),
  column: offset === 0 ? 1 : offset - text.lastIndexOf('\n', offset - 1),
});

/** Options of a plan that a training file says itself. */
export type FileOption = Exclude<
  keyof PlanOptions,
  'trainable' | 'fineTunes' | 'hasReference' | 'forwardPasses' | 'region' | 'pue' | 'convention'
>;
export type NumberOption = Exclude<
  FileOption,
  | 'hardware'
  | 'dtype'
  | 'mixedPrecision'
  | 'fp32Gradients'
  | 'optimizer'
  | 'recompute'
  | 'flashAttention'
  | 'optimizerInBackward'
  | 'pagedOptimizer'
  | 'offloadActivations'
  | 'logits'
  | 'offload'
>;
type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A plan that a training file states; what it leaves open is absent. */
export interface TrainingPlan {
  /** The format, e.g. "axolotl". */
  readonly format: string;
  readonly options: PlanOptions;
  readonly places: ReadonlyMap<FileOption, PlanPlace>;
  /** Where each value of the file stands, by dotted path; absent where there is no file. */
  readonly positions?: ReadonlyMap<string, Span>;
  /** The model that is trained, as the file names it: a name of a hub or a path. */
  readonly baseModel: {
    readonly name: string;
    readonly place: PlanPlace;
    /** What the file says of the model otherwise than its name, under the library's keys. */
    readonly values?: ConfigObject;
    /** The class that it is built as, where the file says it. */
    readonly modelClass?: ModelClass;
  } | null;
  readonly adapter: AdapterPlan | null;
  /** Options that the tool decides where the file does not, and why they are what they are. */
  readonly toolDefaults: ReadonlyMap<FileOption, Message>;
  /** Options that the file decides in a way that only a run would tell. */
  readonly leftOpen: ReadonlySet<FileOption>;
  /** The file of DeepSpeed's configuration that this one names, as long as nobody has read it. */
  readonly deepspeedFile: { readonly name: string; readonly place: PlanPlace } | null;
  /** accelerate's own file that the command names, as long as nobody has read it. */
  readonly launcherFile?: { readonly name: string; readonly place: PlanPlace } | null;
  readonly notes: readonly Message[];
  /** Values that can't be; they are left open. */
  readonly diagnostics: readonly ConfigDiagnostic[];
  /** Keys that may be slips for ones that are read. */
  readonly warnings?: readonly ConfigDiagnostic[];
  /** Where a lens goes. */
  readonly anchor: Span;
}

/** Larger than any count in a plan, small enough to be exact. */
const largest: Readonly<Partial<Record<NumberOption, number>>> = {
  tokens: 1e18,
  datasetTokens: 1e18,
  steps: 1e12,
  epochs: 1e6,
  zeroStage: 3,
};
const usuallyLargest = 1e8;
/** Options for which 0 says something. */
const mayBeZero: ReadonlySet<NumberOption> = new Set(['zeroStage']);
/** Where trainers that have epochs keep their steps. */
const stepKeys = ['max_steps', 'steps', 'train.max_steps', 'trainer.max_steps', 'step_scheduler.max_steps'];
const mayBeFraction: ReadonlySet<NumberOption> = new Set(['epochs']);

const shown = (value: ConfigValue): string => JSON.stringify(value).slice(0, 40);

/** What a library writes for "decide it yourself", hydra for what must be given, and a variable that only running fills: no value. */
const isOpen = (value: ConfigValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'string' && /^(auto|none|null|\?\?\?)$|^\$|\$\{/i.test(value));

/** YAML and shells leave some numbers as text: 1e6, "8", 1_000. */
function numberOf(value: ConfigValue): ConfigValue {
  if (typeof value !== 'string' || !/^[+-]?[\d_]+(\.\d+)?(e[+-]?\d+)?$/i.test(value.trim())) return value;
  return Number(value.replaceAll('_', ''));
}

/** Makers whose accelerators no Slurm job asks for: `v3` and `m2` are of other things there. */
const notUnderSlurm: ReadonlySet<string> = new Set(['Google', 'Apple']);

/** Whether a word names an accelerator by its model. Features of machines that fit one by chance (`dgx`, `sxm5`) do not. */
function namesCard(word: string): boolean {
  const found = findAccelerator(word);
  if (!found.ok || notUnderSlurm.has(found.accelerator.vendor)) return false;
  const model = /\S*\d\S*/.exec(found.accelerator.name)?.[0];
  return model !== undefined && word.toLowerCase().includes(model.toLowerCase());
}

/** Reads the values of a training file into a plan and keeps where each stands. It never throws. */
export class PlanFields {
  readonly options: Mutable<PlanOptions> = {};
  readonly places = new Map<FileOption, PlanPlace>();
  readonly toolDefaults = new Map<FileOption, Message>();
  readonly leftOpen = new Set<FileOption>();
  readonly notes: Message[] = [];
  readonly diagnostics: ConfigDiagnostic[] = [];
  /** What is odd, though the plan can be. */
  readonly warnings: ConfigDiagnostic[] = [];
  baseModel: TrainingPlan['baseModel'] = null;
  adapter: AdapterPlan | null = null;
  deepspeedFile: TrainingPlan['deepspeedFile'] = null;
  launcherFile: TrainingPlan['deepspeedFile'] = null;
  /** Paths that were asked for, whether they are there or not. */
  private readonly asked = new Set<string>();
  private readonly values: ConfigObject;
  private readonly spans: ReadonlyMap<string, Span>;
  private readonly prefix: string;
  private readonly text: string;

  constructor(values: ConfigObject, spans: ReadonlyMap<string, Span>, text: string, prefix = '') {
    this.values = values;
    this.spans = spans;
    this.prefix = prefix;
    this.text = text;
  }

  /** The value at a dotted path; undefined where it is absent or left to the library. */
  value(path: string): ConfigValue | undefined {
    this.asked.add(path);
    let value: ConfigValue | undefined = this.values;
    for (const key of path.split('.')) {
      if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
    return isOpen(value) ? undefined : value;
  }

  has(path: string): boolean {
    return this.value(path) !== undefined;
  }

  span(path: string): Span {
    return (
      this.spans.get(this.prefix + path) ??
      this.spans.get(this.prefix.replace(/\.$/, '')) ?? { offset: 0, length: 1 }
    );
  }

  place(path: string): PlanPlace {
    return placeAt(path, this.text, this.span(path).offset);
  }

  refuse(path: string, rule: Message | string): void {
    this.diagnostics.push({ message: said`${path} ${asMessage(rule)}`, span: this.span(path) });
  }

  textAt(path: string): string | null {
    const value = this.value(path);
    return typeof value === 'string' ? value : null;
  }

  /** What the groups of a pattern hold in the file's text: of alternatives, that which is there. */
  matched(pattern: RegExp): string | undefined {
    return pattern.exec(this.text)?.slice(1).find(Boolean);
  }

  /** Machines on which a job's script starts its launcher by srun; null where it does not. */
  machinesOfJob(): number | null {
    if (!/^[ \t]*srun\b/m.test(this.text)) return null;
    return machinesOfSrun(this.text) ?? machinesOfJob(this.text);
  }

  /** The accelerators of a command or a job that starts a process for each, where nothing else tells how many there are. */
  takeJob(): void {
    const started = startedProcesses(this.text);
    if (started !== null && this.options.gpus === undefined) {
      this.options.gpus = started.count;
      this.places.set('gpus', placeAt(started.word, this.text, started.offset));
    }
    const accelerators = acceleratorsOfJob(this.text);
    if (accelerators !== null) this.assume('gpus', accelerators, said`what the job asks for (#SBATCH)`);
  }

  flag(path: string): boolean {
    const value = this.value(path);
    return value === true || (typeof value === 'string' && /^(true|yes|on)$/i.test(value));
  }

  /** A number at the first of the paths that has one; null where none does. Negative ones mean "not set" in trainers. */
  number(path: string): number | null {
    const found = this.value(path);
    const value = found === undefined ? undefined : numberOf(found);
    return typeof value === 'number' && Number.isFinite(value) ? value : null;
  }

  /** The text at a path that says no number: a variable that only running fills, a range; null where there is none. */
  unreadNumber(path: string): string | null {
    this.asked.add(path);
    const value = valueAt(this.values, path);
    if (typeof value !== 'string' || /^(?:|none|null)$/i.test(value)) return null;
    return typeof numberOf(value) === 'number' ? null : value;
  }

  /** Whether a text stands where a number must; it is told. */
  isNoNumber(path: string): boolean {
    const found = this.value(path);
    if (typeof found !== 'string' || typeof numberOf(found) === 'number') return false;
    this.refuse(path, said`must be a number, not ${shown(found)}.`);
    return true;
  }

  list(path: string): readonly string[] {
    const value = this.value(path);
    if (typeof value === 'string')
      return value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  }

  /** Decides an option, with the key that says so. An option that is decided stays. */
  set<Option extends FileOption>(option: Option, value: PlanOptions[Option], path: string): void {
    if (this.options[option] !== undefined) return;
    this.options[option] = value;
    this.places.set(option, this.place(path));
  }

  /** Decides an option that the file leaves to its tool, with the reason. */
  assume<Option extends FileOption>(option: Option, value: PlanOptions[Option], why: Message): void {
    if (this.options[option] !== undefined) return;
    this.options[option] = value;
    this.toolDefaults.set(option, why);
  }

  /** Takes a count from the first of the paths that holds one; what can't be a count is told and left open. */
  count(option: NumberOption, ...paths: readonly string[]): number | null {
    for (const path of paths) {
      const found = this.value(path);
      if (found === undefined) continue;
      const value = numberOf(found);
      if (typeof value !== 'number') {
        this.refuse(path, said`must be a number, not ${shown(found)}.`);
        continue;
      }
      if (!Number.isFinite(value)) {
        const { offset, length } = this.span(path);
        this.refuse(
          path,
          said`is ${this.text.slice(offset, offset + length).slice(0, 40)}: no value that can be costed.`,
        );
        continue;
      }
      // -1 is how trainers write "not set", Lightning's "without end".
      const isUnset = value === -1 || (value === 0 && !mayBeZero.has(option));
      if (isUnset && !(this.mustBeSet(option) && !path.endsWith('max_epochs'))) continue;
      if (this.isPossible(option, value, path)) {
        this.set(option, value, path);
        return value;
      }
    }
    return null;
  }

  /** What no trainer leaves open by a number below 1: a batch, and epochs where no steps are given. */
  private mustBeSet(option: NumberOption): boolean {
    if (option === 'batchSize') return true;
    return option === 'epochs' && !stepKeys.some((key) => (this.number(key) ?? 0) > 0);
  }

  private isPossible(option: NumberOption, value: number, path: string): boolean {
    const most = largest[option] ?? usuallyLargest;
    const least = mayBeZero.has(option) ? 0 : mayBeFraction.has(option) ? Number.MIN_VALUE : 1;
    if (!mayBeFraction.has(option) && !Number.isInteger(value))
      this.refuse(path, said`must be a whole number, not ${value}.`);
    else if (!Number.isFinite(value) || value < least || value > most)
      this.refuse(path, said`is ${value}: no number that a plan can have (at most ${most}).`);
    else return true;
    return false;
  }

  /** Remembers the model that is trained, from the first of the paths that names one. */
  model(...paths: readonly string[]): void {
    for (const path of paths) {
      const name = this.textAt(path);
      if (name !== null && this.baseModel === null) this.baseModel = { name, place: this.place(path) };
    }
  }

  /** Says what the model that is trained is built as. Call it when the model is read. */
  builtAs(name: string, keywords: ConfigObject = {}): void {
    if (this.baseModel !== null && this.baseModel.modelClass === undefined)
      this.baseModel = { ...this.baseModel, modelClass: { name, keywords } };
  }

  /** The accelerator that a job's lines ask for by name. */
  private takeHardwareOfJob(): void {
    const names = slurmJob(this.text).kindWords.flatMap((word) => [
      word,
      word.replace(/(\d)[_-](\d{2,3})(?:gb?)?$/i, '$1 $2GB'),
    ]);
    const named = names.find(namesCard);
    if (named !== undefined) this.assume('hardware', named, said`what the job asks for (#SBATCH)`);
  }

  /** Keys that may be slips for those that were asked for in vain. */
  slips(): readonly ConfigDiagnostic[] {
    return slipsOfPlan(this.values, this.asked, (path) => this.span(path));
  }

  plan(format: string, anchorPath: string): TrainingPlan {
    const warnings = [...this.warnings, ...this.slips()];
    this.takeHardwareOfJob();
    const { options, places, toolDefaults, leftOpen, baseModel, adapter, notes, diagnostics } = this;
    const { deepspeedFile, launcherFile } = this;
    const anchor = this.span(anchorPath);
    return {
      format,
      options,
      places,
      positions: this.spans,
      toolDefaults,
      leftOpen,
      baseModel,
      adapter,
      deepspeedFile,
      ...(launcherFile === null ? {} : { launcherFile }),
      notes,
      diagnostics,
      ...(warnings.length === 0 ? {} : { warnings }),
      anchor,
    };
  }
}
