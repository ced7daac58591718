import type { Comparison } from './tables';

/** Who trained the models of several runs, by how their names begin or their sources are named; others stand for themselves. */
const organisations: readonly (readonly [name: string, model: RegExp, source: RegExp])[] = [
  ['EPFL', /^$/, /Meditron/],
  ['IBM', /^Granite/, /fms-fsdp/],
  ['IAAR', /^$/, /Xinyu/],
  ['Nous', /^$/, /DisTrO/],
  ['DeepSpeed', /^$/, /2108\.06084/],
  ['AI Singapore', /^SEA-LION/, /aisingapore/],
  ['MosaicML', /^MPT/, /mosaicml\/examples/],
  ['Meta', /^(LLaMA|Llama|Chameleon|MobileLLM|RoBERTa|ESM|XGLM|CamemBERT)/, /^$/],
  ['Microsoft', /^(Phi|DeBERTa|BEiT)/, /^$/],
  ['EleutherAI', /^(Pythia|GPT-NeoX|GPT-J|Llemma)/, /^$/],
  ['TII', /^Falcon/, /^$/],
  ['Apple', /^(OpenELM|DCLM)/, /^$/],
  ['Google', /^(T5|PaLM|Gopher|BERT|ViT|Gato)/, /^$/],
  ['AUB', /^Ara/, /^$/],
  ['BigCode', /^(StarCoder|SantaCoder)/, /^$/],
  ['Ai2', /^OLMo/, /^$/],
  ['Stability', /^Stable/, /^$/],
  ['DeepSeek', /^DeepSeek/, /^$/],
  ['Hugging Face', /^(SmolLM|Cosmo|BLOOM)/, /^$/],
  ['NVIDIA', /^(Nemotron|Megatron)/, /^$/],
  ['Karpathy', /^(GPT-2|nanochat)/, /^$/],
  ['Tsinghua', /^(GLM|CPM|xTrimo)/, /^$/],
  ['Aleph Alpha', /^Luminous/, /^$/],
  ['Answer.AI', /^ModernBERT/, /^$/],
  ['Sber', /^(ruGPT|mGPT)/, /^$/],
];

export const organisationOf = ({ name, source }: Pick<Comparison, 'name' | 'source'>): string =>
  organisations.find(([, , of]) => of.test(source))?.[0] ??
  organisations.find(([, model]) => model.test(name))?.[0] ??
  name;
