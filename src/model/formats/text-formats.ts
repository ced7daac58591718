import { cerebras } from './cerebras/cerebras';
import { diffusers, primusFlux } from './diffusers';
import { flexBert } from './flex-bert';
import type { TextFormat } from './format';
import { gptNeoxYaml } from './gpt-neox';
import { imageBuilders } from './image-builders';
import { keras } from './keras';
import { levanter } from './levanter';
import { libraryYaml } from './library-yaml';
import { lingua } from './lingua';
import { litgptJson, litgptYaml } from './litgpt';
import { llmFoundry } from './llm-foundry';
import { mambaSsm, openLmMamba } from './mamba-ssm';
import { maxtextYaml } from './maxtext';
import { megatronShell, megatronYaml } from './megatron';
import { gptNeoMesh, llmAnalysis, meshTransformerJax } from './mesh';
import { mambaParams, metaParams } from './meta-params';
import { nanoGptCommand } from './nano-gpt-command';
import { nanotron } from './nanotron';
import { nemoYaml } from './nemo';
import { olmoYaml } from './olmo';
import { openClip } from './open-clip';
import { openLm } from './open-lm';
import { plainYaml, pythonDictionaries } from './plain-sizes';
import { pythonSource } from './python-source';
import { t5xGin } from './t5x';
import { torchtitanToml, torchtitanYaml } from './torchtitan';

/** Every text format but Hugging Face's: the first that finds a model in a document reads it. */
export const textFormats: readonly TextFormat[] = [
  metaParams,
  mambaParams,
  mambaSsm,
  llmAnalysis,
  openLm,
  openLmMamba,
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
  megatronYaml,
  nemoYaml,
  maxtextYaml,
  libraryYaml,
  plainYaml,
  megatronShell,
  nanoGptCommand,
  torchtitanToml,
  t5xGin,
  pythonSource,
  imageBuilders,
  pythonDictionaries,
];
