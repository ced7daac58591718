import { diffusers, primusFlux } from './diffusers';
import type { TextFormat } from './format';
import { cerebras, flexBert, levanter, lingua, nanotron, olmoYaml } from './framework-yaml';
import { gptNeoxYaml } from './gpt-neox';
import { keras } from './keras';
import { libraryYaml } from './library-yaml';
import { litgptJson, litgptYaml } from './litgpt';
import { llmFoundry } from './llm-foundry';
import { maxtextYaml } from './maxtext';
import { megatronShell, megatronYaml } from './megatron';
import { gptNeoMesh, llmAnalysis, meshTransformerJax } from './mesh';
import { mambaParams, metaParams } from './meta-params';
import { nemoYaml } from './nemo';
import { openClip } from './open-clip';
import { openLm } from './open-lm';
import { pythonSource } from './python-source';
import { t5xGin } from './t5x';
import { torchtitanToml, torchtitanYaml } from './torchtitan';

/** Every text format but Hugging Face's: the first that finds a model in a document reads it. */
export const textFormats: readonly TextFormat[] = [
  metaParams,
  mambaParams,
  llmAnalysis,
  openLm,
  openClip,
  keras,
  diffusers,
  primusFlux,
  meshTransformerJax,
  gptNeoMesh,
  litgptJson,
  litgptYaml,
  gptNeoxYaml,
  llmFoundry,
  flexBert,
  levanter,
  nanotron,
  cerebras,
  torchtitanYaml,
  olmoYaml,
  lingua,
  nemoYaml,
  maxtextYaml,
  megatronYaml,
  libraryYaml,
  megatronShell,
  torchtitanToml,
  t5xGin,
  pythonSource,
];
