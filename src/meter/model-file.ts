import { createReadStream } from 'node:fs';
import { open, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readTrainingPlan, slipsBesidesModel } from '../energy/plans/read-plan';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { besides } from '../energy/plans/plan-slips';
import { readScriptOptions } from '../energy/plans/script-options';
import { readScriptCommand, underCommand } from '../energy/plans/script-command';
import { placedIn, planOfScript, possiblePlan } from '../energy/plans/script-plan';
import type { ConfigObject } from '../model/config-fields';
import { totalParameters } from '../model/cost';
import { lineOf } from '../model/documents/document';
import { readJson } from '../model/documents/json';
import { crossCheck, quantisedBits } from '../model/formats/binary/cross-check';
import { decodeBytes } from '../model/formats/binary/decode';
import { describeGguf } from '../model/formats/binary/gguf';
import { readGgufHeader } from '../model/formats/binary/gguf-header';
import {
  looksLikeWeightsIndex,
  readSafetensorsHeader,
  readWeightsIndex,
  type WeightsReading,
} from '../model/formats/binary/safetensors';
import { describeModel } from '../model/describe';
import { foreignClass } from '../model/formats/remote-types';
import { findKnownModel } from '../model/known-models';
import { ofClass, type ModelClass } from '../model/model-class';
import { isOtherLanguage, readModelConfig, readModelConfigs, type ConfigReading } from '../model/read-config';
import type { ConfigDiagnostic, Span } from '../model/reading';
import type { ModelSpec } from '../model/spec';
import { placed } from './placed';
import { withReferences, type PlanFileReading } from './plan-references';
import { whyUnread } from './read-beginning';
import { asMessage, inEnglish, said, type Message } from '../units/message';
import { allAcceleratorsOfJob } from '../units/slurm-job';

/** A model to estimate, and the plan that stands with it. */
export interface ModelFile {
  readonly spec: ModelSpec;
  readonly format: string;
  /** The training plan of the same file, or the one that names the model. */
  readonly plan: TrainingPlan | null;
  /** The file that the plan stands in, as it is told to people. */
  readonly planFile: string | null;
  /** On what the figures rest where they are not exact, in a sentence; null where they are exact. */
  readonly approximate: Message | null;
  /** What was learnt on the way, for people. */
  readonly notes: readonly Message[];
  /** The text asked about, where each value of the model stands in it, and where it begins; absent for weights and folders. */
  readonly written?: Written;
  /** Of a source that describes several models, those after this one; absent where there are none. */
  readonly others?: readonly ModelFileReading[];
}

export interface Written {
  readonly text: string;
  readonly positions: ReadonlyMap<string, Span>;
  readonly anchor: Span;
  /** Where each of the text's models begins, in their order; Infinity where one can't be read. */
  readonly anchors: readonly number[];
  /** What is odd about the text, though a model could be read. */
  readonly warnings: readonly ConfigDiagnostic[];
}

export type ModelFileReading =
  | { readonly kind: 'model'; readonly model: ModelFile }
  /** What is wrong with the file, in one line for people. */
  | { readonly kind: 'refused'; readonly message: string };

const refused = (message: string): ModelFileReading => ({ kind: 'refused', message });

/** No configuration of a model is longer. */
const longestTextBytes = 64 * 1024 * 1024;
const firstReadBytes = 16 * 1024 * 1024;
/** Headers hold a tokenizer's words too, which are some megabytes. */
const longestHeaderBytes = 512 * 1024 * 1024;

/** Files that describe a model in its folder, the most telling first. */
const configNames = [
  'config.json',
  'params.json',
  'model_config.yaml',
  'model_config.json',
  'model_index.json',
];
const weightNames = ['model.safetensors.index.json', 'model.safetensors'];

/** A plan file of a model whose own config names another plan, and so on, ends. */
const deepestReference = 3;

async function beginningOf(file: string, longest: number): Promise<Buffer> {
  if (file === '-') {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of process.stdin) {
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length > longest) break;
    }
    return Buffer.concat(pieces);
  }
  // A pipe or a device has no size: it is read as far as it goes.
  const pieces: Buffer[] = [];
  for await (const piece of createReadStream(file, { end: longest })) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** The first bytes of a file, as many as its header needs. */
async function headerBytes(file: string, length: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads a header from the beginning of a file, and more of the file while it asks for more. */
async function readHeader<Reading extends { readonly kind: string }>(
  file: string,
  beginning: Uint8Array,
  read: (bytes: Uint8Array) => Reading | { readonly kind: 'truncated'; readonly neededBytes: number },
): Promise<Reading | null> {
  let bytes = beginning;
  for (;;) {
    const reading = read(bytes);
    if (!('neededBytes' in reading)) return reading;
    const next = Math.min(Math.max(reading.neededBytes, 4 * bytes.length), longestHeaderBytes);
    if (file === '-' || next <= bytes.length) return null;
    const more = await headerBytes(file, next);
    if (more.length <= bytes.length) return null;
    bytes = more;
  }
}

async function readGguf(file: string, name: string, beginning: Uint8Array): Promise<ModelFileReading> {
  const reading = await readHeader(file, beginning, readGgufHeader);
  if (reading === null) return refused(`${name}: the GGUF file ends within its header`);
  if (reading.kind === 'broken') return refused(`${name}: ${reading.message}`);
  const model = describeGguf(reading.header);
  if (model.kind === 'broken') return refused(`${name}: ${model.message}`);
  if (model.kind === 'countedOnly') {
    return refused(
      `${name}: the GGUF file holds ${model.facts.parameters} parameters of a ${model.architecture}, but there is no estimate: ${model.why}`,
    );
  }
  // A quantised file says so itself, with the bytes of its tensors.
  const notes = model.facts.types.some(({ name: type }) => !/^(F16|BF16|F32)$/.test(type))
    ? [said`The memory of weights is that of the plan’s precision, not that of the file as stored.`]
    : [said`The tensors of the file take ${model.facts.weightsBytes} bytes.`];
  return {
    kind: 'model',
    model: { spec: model.spec, format: 'gguf', plan: null, planFile: null, approximate: null, notes },
  };
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
};

/** The weights beside a config: what they say of the parameters. Unreadable ones say nothing. */
async function weightsBeside(folder: string, values: ConfigObject): Promise<WeightsReading | null> {
  for (const weights of weightNames) {
    const path = join(folder, weights);
    try {
      if (weights.endsWith('.json')) return readWeightsIndex(await readFile(path, 'utf8'));
      const header = (bytes: Uint8Array): WeightsReading =>
        readSafetensorsHeader(bytes, quantisedBits(values));
      return await readHeader(path, await headerBytes(path, firstReadBytes), header);
    } catch {
      // Not there, or not readable: the next one.
    }
  }
  return null;
}

async function notesOfWeights(file: string, text: string, spec: ModelSpec): Promise<Message[]> {
  if (file === '-' || !file.endsWith('config.json')) return [];
  const document = readJson(text);
  if (document.kind !== 'object') return [];
  const { values } = document.document;
  const weights = await weightsBeside(dirname(file), values);
  if (weights?.kind !== 'weights') return [];
  return crossCheck(totalParameters(spec), values, weights.facts).map(asMessage);
}

type ModelReading = Extract<ConfigReading, { kind: 'model' }>;

/** A source may hold several models: those after the first. */
const otherReadings = (text: string, { format }: ModelReading): readonly ConfigReading[] =>
  format === 'python' ? readModelConfigs(text).slice(1) : [];

const writtenOf = (
  text: string,
  { positions, anchor, warnings }: ModelReading,
  anchors: readonly number[],
): Written => ({ text, positions, anchor, anchors, warnings });

const anchorOf = (reading: ConfigReading): number =>
  reading.kind === 'model' ? reading.anchor.offset : Infinity;

/** The config beside a file of weights. */
async function besideWeights(file: string, name: string, depth: number): Promise<ModelFileReading> {
  const config = join(dirname(file), 'config.json');
  if (file === '-' || !(await exists(config)))
    return refused(`${name} holds weights; the config.json that describes them is not beside it`);
  return readModelFile(config, depth + 1);
}

async function readFolder(folder: string, depth: number): Promise<ModelFileReading> {
  const config = await configOfFolder(folder);
  if (config !== null) return readModelFile(config, depth + 1);
  const entries = await readdir(folder);
  const gguf = entries.filter((entry) => entry.endsWith('.gguf')).sort()[0];
  if (gguf !== undefined) return readModelFile(join(folder, gguf), depth + 1);
  return refused(`${folder} holds no model configuration (${configNames.join(', ')} or a .gguf file)`);
}

/** What the library's config at a path, or in its folder, is built as; null where it is of another format, or can't be that class. */
async function builtAs(
  path: string,
  modelClass: ModelClass | null,
): Promise<Pick<ModelFile, 'spec' | 'approximate' | 'notes'> | null> {
  if (modelClass === null) return null;
  const file = (await stat(path)).isDirectory() ? join(path, 'config.json') : path;
  if (!file.endsWith('.json') || !(await exists(file))) return null;
  const reading = readJson(await readFile(file, 'utf8'));
  const values = reading.kind === 'object' ? reading.document.values : {};
  const modelType = values['model_type'];
  // Code that comes with the checkpoint has classes of its own.
  if (typeof modelType !== 'string' || foreignClass(values, modelType) !== null) return null;
  const built = ofClass(modelClass, modelType);
  const description = describeModel(modelType, { ...values, ...built.values });
  if (description.kind !== 'described') return null;
  return {
    spec: description.spec,
    approximate: description.approximate ?? built.doubt,
    notes: built.notes,
  };
}

/** The model that a training plan names: a path beside the plan or here, else a well-known name. */
async function baseModelOf(
  file: string,
  name: string,
  plan: TrainingPlan,
  depth: number,
): Promise<ModelFileReading> {
  const { baseModel } = plan;
  if (baseModel === null)
    return refused(
      `${name} is a training plan (${plan.format}) that names no model: give its model file, and this one as --plan`,
    );
  const folders = [file === '-' ? process.cwd() : dirname(file), process.cwd()];
  for (const folder of folders) {
    const path = resolve(folder, baseModel.name);
    if (path !== resolve(file) && (await exists(path))) {
      const reading = await readModelFile(path, depth + 1);
      if (reading.kind === 'refused') return reading;
      const built = await builtAs(path, baseModel.modelClass ?? null);
      const model = { ...reading.model, ...built };
      const notes = [
        ...reading.model.notes,
        ...(built?.notes ?? []),
        said`The model is that of ${baseModel.name}.`,
      ];
      return { kind: 'model', model: { ...model, format: plan.format, plan, planFile: name, notes } };
    }
  }
  const found = findKnownModel(baseModel.name, baseModel.values, baseModel.modelClass);
  if (found.kind === 'impossible')
    return refused(`${name}:${baseModel.place.line}: ${inEnglish(found.message)}`);
  if (found.kind === 'unknown') {
    const nearest = found.nearest.length === 0 ? '' : ` Nearest: ${found.nearest.join(', ')}.`;
    return refused(
      `${name}:${baseModel.place.line}: the base model ${JSON.stringify(baseModel.name.slice(0, 100))} is neither a file here nor a known name.${nearest}`,
    );
  }
  const from = found.exactName ? '' : `, of which ${baseModel.name} is taken to be a form by its name`;
  const notes = [said`The model is the catalogue’s ${found.model.name}${from}.`];
  const { spec, approximate } = found;
  return {
    kind: 'model',
    model: { spec, format: plan.format, plan, planFile: name, approximate, notes },
  };
}

/** The text that is asked about is the plan's, and holds none of the model's values. */
const withPlanText = (
  reading: ModelFileReading,
  text: string,
  { anchor, warnings = [] }: TrainingPlan,
): ModelFileReading =>
  reading.kind === 'model'
    ? {
        ...reading,
        model: {
          ...reading.model,
          written: { text, positions: new Map(), anchor, anchors: [anchor.offset], warnings },
        },
      }
    : reading;

async function readText(file: string, name: string, text: string, depth: number): Promise<ModelFileReading> {
  if (looksLikeWeightsIndex(text) && readWeightsIndex(text).kind === 'weights')
    return besideWeights(file, name, depth);
  const read = readModelConfig(text);
  // A source that holds a model's words in its strings is no broken configuration.
  const reading: ConfigReading =
    /\.(?:py|sh)$/i.test(file) && isOtherLanguage(read) ? { kind: 'notModel' } : read;
  const planned = reading.kind === 'invalid' ? null : readTrainingPlan(text);
  let plan = planned?.kind === 'plan' ? planned.plan : null;
  if (plan !== null && plan.diagnostics.length > 0) return refused(placed(name, text, plan.diagnostics));
  if (plan !== null) {
    const joined = await withReferences(file, plan);
    if (joined.kind === 'refused') return joined;
    ({ plan } = joined);
  }
  if (reading.kind === 'model' && reading.format === 'python')
    plan ??= possiblePlan(reading.spec, readScriptOptions(text));
  if (reading.kind === 'model') {
    const planFile = plan === null ? null : name;
    const readings = otherReadings(text, reading);
    const anchors = [reading, ...readings].map(anchorOf);
    const fileOf = (each: ModelReading, notes: readonly Message[]): ModelFile => {
      const { spec, format, approximate = null } = each;
      const own = writtenOf(text, each, anchors);
      const written =
        each === reading ? { ...own, warnings: besides(own.warnings, plan?.warnings ?? []) } : own;
      return { spec, format, plan, planFile, approximate, notes, written };
    };
    const notes = file === name ? await notesOfWeights(file, text, reading.spec) : [];
    if (readings.length === 0) return { kind: 'model', model: fileOf(reading, notes) };
    const others = readings.flatMap((each): ModelFileReading[] => {
      if (each.kind === 'model') return [{ kind: 'model', model: fileOf(each, []) }];
      return each.kind === 'invalid' ? [refused(placed(name, text, each.diagnostics))] : [];
    });
    const line = lineOf(text, reading.anchor.offset);
    const several = said`The file describes ${readings.length + 1} models: the figures are of the first, in line ${line}.`;
    return { kind: 'model', model: { ...fileOf(reading, [...notes, several]), others } };
  }
  const slips = plan?.baseModel === null && reading.kind === 'notModel' ? slipsBesidesModel(text, plan) : [];
  if (slips.length > 0) return refused(placed(name, text, slips));
  if (plan !== null && (plan.baseModel !== null || reading.kind === 'notModel'))
    return withPlanText(await baseModelOf(file, name, plan, depth), text, plan);
  if (reading.kind === 'invalid') return refused(placed(name, text, reading.diagnostics));
  if (reading.kind === 'unknownArchitecture')
    return refused(`${name}: the architecture ${reading.modelType} is not known, so there is no estimate`);
  if (planned?.kind === 'invalid') return refused(placed(name, text, planned.diagnostics));
  if (/^[\s"'{]*(?:per_device_train_batch_size|train_(?:micro_)?batch_size\w*)\b/m.test(text))
    return refused(
      `${name} holds a trainer’s settings and names no model: give its model file, and name the model in this one (model_name_or_path)`,
    );
  return (
    (await startedBy(file, text, depth)) ?? refused(`${name} is not a model configuration that is known`)
  );
}

/** A script's words that may be files of a training, each once, in their order: `axolotl train lora.yml`, `--config=a.toml`. */
function trainingFilesIn(text: string): readonly string[] {
  const code = text.replace(/^[ \t]*#.*$/gm, '');
  const words = code.match(/[^\s"'=;&|<>()]{1,200}\.(?:ya?ml|toml|json|py)(?=["'\s;&|)]|$)/gm) ?? [];
  return [...new Set(words)].slice(0, 16);
}

/** The plan of a Python script with the arguments that a command starts it with; null where neither says anything. */
async function commandedPlan(
  text: string,
  named: string,
  path: string,
  { plan, spec }: ModelFile,
): Promise<TrainingPlan | null> {
  const own = plan === null ? [] : [placedIn(plan, named)];
  const command = readScriptCommand(text, named, await readFile(path, 'utf8'));
  const layers = command === null ? own : [...own, command];
  return layers.length === 0 ? null : possiblePlan(spec, planOfScript(layers));
}

/** The training whose file a script's command names: beside the script or where the command runs; null where none is. */
async function startedBy(file: string, text: string, depth: number): Promise<ModelFileReading | null> {
  if (!/\.(?:sh|bash|slurm|sbatch|pbs)$/i.test(file) && !/^#!\S*(?:\/|\benv\s+)(?:ba|z|k)?sh\b/.test(text))
    return null;
  for (const named of trainingFilesIn(text))
    for (const folder of new Set([dirname(resolve(file)), process.cwd()])) {
      const path = resolve(folder, named);
      if (path === resolve(file) || !(await exists(path))) continue;
      const reading = await readModelFile(path, depth + 1);
      if (reading.kind === 'refused') continue;
      const { notes } = reading.model;
      const plan = named.endsWith('.py')
        ? await commandedPlan(text, named, path, reading.model)
        : reading.model.plan;
      if (plan === null) continue;
      const accelerators = allAcceleratorsOfJob(text);
      const isOpen = plan.options.gpus === undefined && accelerators !== null;
      const own = named.endsWith('.py')
        ? plan
        : underCommand(placedIn(plan, named), await readFile(path, 'utf8'), text, named);
      const joined: TrainingPlan = isOpen
        ? {
            ...own,
            options: { ...own.options, gpus: accelerators },
            toolDefaults: new Map([
              ...own.toolDefaults,
              ['gpus', said`what the job asks for (#SBATCH)`] as const,
            ]),
          }
        : own;
      return {
        kind: 'model',
        model: {
          ...reading.model,
          plan: joined,
          notes: [...notes, said`The training is that of ${named}, which the script starts.`],
        },
      };
    }
  return null;
}

/**
 * Reads a model from a file of any kind: a configuration, a GGUF or safetensors file, a folder, a training plan that
 * names its model, or `-` for standard input. Only the header of a file of weights is read.
 */
export async function readModelFile(file: string, depth = 0): Promise<ModelFileReading> {
  const name = file === '-' ? 'standard input' : file;
  if (depth > deepestReference) return refused(`${name}: files refer to one another without end`);
  try {
    if (file !== '-' && (await stat(file)).isDirectory()) return await readFolder(file, depth);
    const first = await beginningOf(file, firstReadBytes);
    if (first.length === 0) return refused(`${name} is empty`);
    const decoded = decodeBytes(first);
    if (decoded.kind === 'gguf') return await readGguf(file, name, first);
    if (decoded.kind === 'safetensors') return await besideWeights(file, name, depth);
    if (decoded.kind === 'binary') return refused(`${name}: ${decoded.message}`);
    if (first.length <= firstReadBytes) return await readText(file, name, decoded.text, depth);
    const whole = file === '-' ? first : await beginningOf(file, longestTextBytes);
    const all = decodeBytes(whole);
    if (whole.length > longestTextBytes || all.kind !== 'text' || file === '-')
      return refused(`${name} is too long to be a model configuration`);
    return await readText(file, name, all.text, depth);
  } catch (error) {
    return refused(`${name} can't be read (${whyUnread(error)})`);
  }
}

/**
 * Reads a model from the text of a file of another time: `name` tells people where the text is from. Files that it
 * names are read as they are now, from beside `file`.
 */
export async function readModelText(file: string, name: string, text: string): Promise<ModelFileReading> {
  try {
    return await readText(file, name, text, 0);
  } catch (error) {
    return refused(`${name} can't be read (${whyUnread(error)})`);
  }
}

/** The file that describes the model of a folder, by its name; null where there is none. */
export async function configOfFolder(folder: string): Promise<string | null> {
  for (const candidate of configNames)
    if (await exists(join(folder, candidate))) return join(folder, candidate);
  return null;
}

/** A plan beside a model's file, its keys that may be slips told with it. */
const withToldSlips = (plan: TrainingPlan, text: string): TrainingPlan => ({
  ...plan,
  notes: [
    ...plan.notes,
    ...(plan.warnings ?? []).map(
      ({ message, span }) => said`In line ${lineOf(text, span.offset)} of the plan: ${message}`,
    ),
  ],
});

/** Reads a training plan that joins a model file. */
export async function readPlanFile(file: string): Promise<PlanFileReading> {
  try {
    const decoded = decodeBytes(await beginningOf(file, firstReadBytes));
    if (decoded.kind !== 'text')
      return { kind: 'refused', message: `${file} is not a training plan: it is no text` };
    const reading = readTrainingPlan(decoded.text);
    const wrong =
      reading.kind === 'plan'
        ? reading.plan.diagnostics
        : reading.kind === 'invalid'
          ? reading.diagnostics
          : [];
    if (wrong.length > 0) return { kind: 'refused', message: placed(file, decoded.text, wrong) };
    return reading.kind === 'plan'
      ? await withReferences(file, withToldSlips(reading.plan, decoded.text))
      : { kind: 'refused', message: `${file} is not a training plan that is known` };
  } catch (error) {
    return { kind: 'refused', message: `${file} can't be read (${whyUnread(error)})` };
  }
}
