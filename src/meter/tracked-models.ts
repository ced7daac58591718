import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { couldBeTrainingPlan, readTrainingPlan } from '../energy/plans/read-plan';
import type { DocumentReading } from '../model/documents/document';
import { readJson } from '../model/documents/json';
import { readToml } from '../model/documents/toml';
import { readYaml } from '../model/documents/yaml';
import { decodeBytes, type DecodedBytes } from '../model/formats/binary/decode';
import { couldBeModelConfig, isOtherLanguage, readModelConfig } from '../model/read-config';
import { changedSince, readAtRevision, trackedFiles } from './git-revision';
import { readModelFile } from './model-file';

/** A tracked file that describes a model of which nothing is known, and why. */
export interface PassedOver {
  readonly file: string;
  /** A sentence. */
  readonly reason: string;
}

interface TrackedModels {
  /** Files with a model, and those that had one at the revision and are broken now. */
  readonly models: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/** Files that can hold a model's configuration or a plan, by their names' ends. */
const configFile = /\.(?:jsonc?|ya?ml|toml|py|sh|gin)$/i;
const largestBytes = 1024 * 1024;

/** Names that say by themselves that a model is described: of Hugging Face, Mistral and Llama, and those that projects give. */
const modelsName =
  /^(?:(?:adapter_)?config|params)\.json$|^model(?:[-_.]?(?:config|params|args))?\.(?:jsonc?|ya?ml|toml)$/i;

type Described = 'model' | 'nothing' | { readonly unknown: string };

/** The tracked files below the working folder that describe models, and those that do and are not known; `ref` says what they were. */
export async function trackedModels(
  ref: string | null,
): Promise<TrackedModels | { readonly message: string }> {
  const tracked = await trackedFiles(process.cwd());
  if (tracked.kind === 'refused') return tracked;
  const changed = ref === null ? new Set<string>() : await changedSince(process.cwd(), ref);
  const models: string[] = [];
  const passedOver: PassedOver[] = [];
  for (const file of tracked.files.filter((each) => configFile.test(each))) {
    const described = await describedIn(file);
    if (described === 'model') models.push(file);
    else if (described !== 'nothing') passedOver.push({ file, reason: described.unknown });
    else {
      const wasModel = ref !== null && changed.has(file) && (await isModelAt(file, ref));
      if (!wasModel && !modelsName.test(basename(file))) continue;
      const broken = await whyBroken(file);
      if (wasModel && broken !== null) models.push(file);
      else if (wasModel) passedOver.push({ file, reason: `it describes no model; at ${ref} it did.` });
      else if (broken !== null) passedOver.push({ file, reason: broken });
    }
  }
  return { models, passedOver };
}

/** What a file claims to describe; a model that is broken is told about, not passed over. */
async function describedIn(path: string): Promise<Described> {
  const decoded = await decodedFile(path);
  if (decoded?.kind !== 'text') return 'nothing';
  const described = describedByText(path, decoded.text);
  if (described !== 'plan') return described;
  const model = await readModelFile(path);
  return model.kind === 'model' ? 'model' : { unknown: model.message };
}

/** `plan` is one that names its model, which may be another file. */
function describedByText(path: string, text: string): Described | 'plan' {
  const reading = couldBeModelConfig(text) ? readModelConfig(text) : null;
  const isScript = /\.(?:py|sh|gin)$/i.test(path);
  if (reading !== null && reading.kind !== 'notModel' && !(isScript && isOtherLanguage(reading)))
    return reading.kind === 'unknownArchitecture'
      ? { unknown: `the architecture ${reading.modelType} is not known.` }
      : 'model';
  if (!couldBeTrainingPlan(text)) return 'nothing';
  const plan = readTrainingPlan(text);
  if (plan.kind === 'invalid') return isScript ? 'nothing' : 'model';
  // Settings of a launcher alone name no model, and wait for one.
  return plan.kind === 'notPlan' || plan.plan.baseModel === null ? 'nothing' : 'plan';
}

/** Null where it is large, or is not there: deleted in the work tree, or a submodule. */
async function decodedFile(path: string): Promise<DecodedBytes | null> {
  try {
    const { size } = await stat(path);
    return size > largestBytes ? null : decodeBytes(await readFile(path));
  } catch {
    return null;
  }
}

async function isModelAt(path: string, ref: string): Promise<boolean> {
  const found = await readAtRevision(path, ref);
  if (found.kind !== 'file') return false;
  const decoded = decodeBytes(found.bytes);
  return decoded.kind === 'text' && describedByText(path, decoded.text) !== 'nothing';
}

const languages: readonly (readonly [
  suffix: RegExp,
  name: string,
  read: (text: string) => DocumentReading,
])[] = [
  [/\.jsonc?$/i, 'JSON', readJson],
  [/\.ya?ml$/i, 'YAML', readYaml],
  [/\.toml$/i, 'TOML', readToml],
];

/** Why a file is no whole text of the language that its name says, in a sentence; null where it is, or is not there. */
async function whyBroken(path: string): Promise<string | null> {
  const decoded = await decodedFile(path);
  if (decoded === null) return null;
  if (decoded.kind !== 'text') return 'it is no text.';
  const { text } = decoded;
  if (text.trim() === '') return 'it is empty.';
  const [, name, read] = languages.find(([suffix]) => suffix.test(path)) ?? [];
  if (read === undefined || name === undefined) return null;
  const reading = read(text);
  if (reading.kind === 'broken') return `it is no whole ${name}.`;
  const isEmpty = reading.kind === 'object' && Object.keys(reading.document.values).length === 0;
  return isEmpty ? 'it is empty.' : null;
}
