import { bloom, mpt } from './bloom';
import { cohere } from './cohere';
import { deepseek } from './deepseek';
import { whisper } from './encoder-decoder';
import { falcon } from './falcon';
import { decoders } from './decoders/catalogue';
import { hybrids } from './hybrids/catalogue';
import { encoders } from './encoders/catalogue';
import { vision } from './vision/catalogue';
import { audio } from './audio/catalogue';
import { multimodal } from './multimodal/catalogue';
import type { Family } from './family';
import { gemma } from './gemma';
import { gpt2, gptBigCode, gptj, jais } from './gpt2';
import { gptNeox } from './gpt-neox';
import { llama } from './llama';
import { gptOss, mixtral } from './mixtral';
import { modernbert } from './modernbert';
import { olmo } from './olmo';
import { opt } from './opt';
import { phi, phi3 } from './phi';
import { qwen } from './qwen';
import { stablelm } from './stablelm';
import { starcoder2 } from './starcoder2';

/** Every family there is. */
const families: readonly Family[] = [
  llama,
  qwen,
  gemma,
  gpt2,
  gptBigCode,
  gptj,
  jais,
  gptNeox,
  phi,
  phi3,
  opt,
  bloom,
  mpt,
  falcon,
  stablelm,
  starcoder2,
  olmo,
  mixtral,
  gptOss,
  deepseek,
  cohere,
  modernbert,
  whisper,
  ...decoders,
  ...hybrids,
  ...encoders,
  ...vision,
  ...audio,
  ...multimodal,
];

const byModelType: ReadonlyMap<string, Family> = new Map(
  families.flatMap((family) => family.modelTypes.map((modelType) => [modelType, family] as const)),
);

/** The family that covers a model type; undefined where none does. */
export const familyOf = (modelType: string): Family | undefined => byModelType.get(modelType);

/** Every model type that is covered and that the library has too, sorted. */
export const libraryModelTypes: readonly string[] = families
  .filter((family) => family.outsideLibrary !== true)
  .flatMap((family) => family.modelTypes)
  .sort();

/** Every model type that is covered, sorted. */
export const coveredModelTypes: readonly string[] = [...byModelType.keys()].sort();
