import assert from 'node:assert/strict';
import { costOf } from '../../../src/model/cost';
import { findKnownModel, knownModels } from '../../../src/model/known-models';

function parameters(name: string): number {
  const found = findKnownModel(name);
  assert.equal(found.kind, 'known', `${name}: ${JSON.stringify(found)}`);
  return costOf(found.spec, { batch: 1, sequence: 1 }).parameters.total;
}

/** Parameters that the models' pages publish (the safetensors metadata of huggingface.co/<name>). */
const published: Readonly<Record<string, number>> = {
  'meta-llama/Llama-2-7b-hf': 6_738_415_616,
  'meta-llama/Llama-2-13b-hf': 13_015_864_320,
  'meta-llama/Llama-2-70b-hf': 68_976_648_192,
  'huggyllama/llama-65b': 65_285_660_672,
  'codellama/CodeLlama-7b-hf': 6_738_546_688,
  'codellama/CodeLlama-34b-hf': 33_743_970_304,
  'meta-llama/Meta-Llama-3-8B': 8_030_261_248,
  'meta-llama/Llama-3.1-70B': 70_553_706_496,
  'meta-llama/Llama-3.1-405B': 405_853_388_800,
  'meta-llama/Llama-3.2-1B': 1_235_814_400,
  'meta-llama/Llama-3.2-3B': 3_212_749_824,
  'TinyLlama/TinyLlama-1.1B-Chat-v1.0': 1_100_048_384,
  'deepseek-ai/deepseek-llm-7b-base': 6_910_365_696,
  'deepseek-ai/deepseek-coder-6.7b-base': 6_740_512_768,
  '01-ai/Yi-6B': 6_061_035_520,
  '01-ai/Yi-34B': 34_388_917_248,
  'HuggingFaceTB/SmolLM2-135M': 134_515_008,
  'HuggingFaceTB/SmolLM2-360M': 361_821_120,
  'HuggingFaceTB/SmolLM2-1.7B': 1_711_376_384,
  'HuggingFaceTB/SmolLM3-3B': 3_075_098_624,
  'mistralai/Mistral-7B-v0.1': 7_241_732_096,
  'mistralai/Mistral-7B-Instruct-v0.3': 7_248_023_552,
  'mistralai/Mistral-Nemo-Base-2407': 12_247_782_400,
  'mistralai/Mistral-Small-24B-Base-2501': 23_572_403_200,
  'mistralai/Mixtral-8x7B-v0.1': 46_702_792_704,
  'mistralai/Mixtral-8x22B-v0.1': 140_620_634_112,
  'Qwen/Qwen2.5-0.5B': 494_032_768,
  'Qwen/Qwen2.5-1.5B': 1_543_714_304,
  'Qwen/Qwen2.5-3B': 3_085_938_688,
  'Qwen/Qwen2.5-7B': 7_615_616_512,
  'Qwen/Qwen2.5-14B': 14_770_033_664,
  'Qwen/Qwen2.5-32B': 32_763_876_352,
  'Qwen/Qwen2.5-72B': 72_706_203_648,
  'Qwen/Qwen3-0.6B': 596_049_920,
  'Qwen/Qwen3-4B': 4_022_468_096,
  'Qwen/Qwen3-8B': 8_190_735_360,
  'Qwen/Qwen3-32B': 32_762_123_264,
  'Qwen/Qwen3-30B-A3B': 30_532_122_624,
  'Qwen/Qwen3-235B-A22B': 235_093_634_560,
  'google/gemma-2b': 2_506_172_416,
  'google/gemma-7b': 8_537_680_896,
  'google/gemma-2-2b': 2_614_341_888,
  'google/gemma-2-9b': 9_241_705_984,
  'google/gemma-2-27b': 27_227_128_320,
  'google/gemma-3-1b-pt': 999_885_952,
  'google/gemma-3-270m': 268_098_176,
  'microsoft/phi-1_5': 1_418_270_720,
  'microsoft/phi-2': 2_779_683_840,
  'microsoft/Phi-3-mini-4k-instruct': 3_821_079_552,
  'microsoft/Phi-3-medium-4k-instruct': 13_960_238_080,
  'microsoft/phi-4': 14_659_507_200,
  'stabilityai/stablelm-3b-4e1t': 2_795_443_200,
  'stabilityai/stablelm-2-1_6b': 1_644_515_328,
  'bigcode/starcoder2-3b': 3_030_371_328,
  'bigcode/starcoder2-7b': 7_173_923_840,
  'bigcode/starcoder2-15b': 15_957_889_024,
  'allenai/OLMo-1B-hf': 1_176_764_416,
  'allenai/OLMo-7B-hf': 6_888_095_744,
  'allenai/OLMo-2-1124-7B': 7_298_617_344,
  'allenai/OLMo-2-1124-13B': 13_716_198_400,
  'allenai/OLMoE-1B-7B-0924': 6_919_161_856,
  'CohereForAI/c4ai-command-r-v01': 34_980_831_232,
  'CohereForAI/aya-23-8B': 8_028_033_024,
  'openai/gpt-oss-20b': 20_914_757_184,
  'openai/gpt-oss-120b': 116_829_156_672,
  'EleutherAI/pythia-70m': 70_426_624,
  'EleutherAI/pythia-160m': 162_322_944,
  'EleutherAI/pythia-410m': 405_334_016,
  'EleutherAI/pythia-1b': 1_011_781_632,
  'EleutherAI/pythia-1.4b': 1_414_647_808,
  'EleutherAI/pythia-2.8b': 2_775_208_960,
  'EleutherAI/pythia-6.9b': 6_857_302_016,
  'EleutherAI/pythia-12b': 11_846_072_320,
  'EleutherAI/gpt-neox-20b': 20_554_567_680,
  'openai-community/gpt2': 124_439_808,
  'openai-community/gpt2-medium': 354_823_168,
  'openai-community/gpt2-large': 774_030_080,
  'openai-community/gpt2-xl': 1_557_611_200,
  'distilbert/distilgpt2': 81_912_576,
  'EleutherAI/gpt-neo-1.3B': 1_315_575_808,
  'EleutherAI/gpt-neo-2.7B': 2_651_307_520,
  'EleutherAI/gpt-j-6b': 6_050_882_784,
  'bigcode/starcoder': 15_517_456_384,
  'facebook/opt-125m': 125_239_296,
  'facebook/opt-350m': 331_196_416,
  'facebook/opt-1.3b': 1_315_758_080,
  'facebook/opt-6.7b': 6_658_473_984,
  'facebook/opt-13b': 12_853_473_280,
  'bigscience/bloom-560m': 559_214_592,
  'bigscience/bloom-1b1': 1_065_314_304,
  'bigscience/bloom-7b1': 7_069_016_064,
  'bigscience/bloom': 176_247_271_424,
  'tiiuae/falcon-7b': 6_921_720_704,
  'mosaicml/mpt-7b': 6_649_286_656,
  'google-t5/t5-small': 60_506_624,
  'google-t5/t5-base': 222_903_552,
  'google-t5/t5-large': 737_668_096,
  'google-t5/t5-3b': 2_851_598_336,
  'openai/whisper-large-v3': 1_543_490_560,
  'openai/whisper-small': 241_734_912,
  'openai/whisper-large-v3-turbo': 808_878_080,
  'facebook/bart-base': 139_420_416,
  'facebook/bart-large': 406_291_456,
  'google/vit-base-patch16-224': 86_567_656,
  'deepseek-ai/DeepSeek-V2-Lite': 15_706_484_224,
  'deepseek-ai/DeepSeek-V2': 235_741_434_880,
  // Less the routers' correction biases, which the checkpoints hold and the model class has as buffers.
  'deepseek-ai/DeepSeek-R1': 671_026_419_200 - 58 * 256,
  'moonshotai/Kimi-K2-Instruct': 1_026_408_232_448 - 60 * 384,
};

describe('the catalogue of known models', () => {
  it('names at least 80, each of which is described', () => {
    assert.ok(knownModels.length >= 80);
    for (const { name } of knownModels) assert.ok(parameters(name) > 1e6, name);
  });

  for (const [name, count] of Object.entries(published)) {
    it(`counts ${name} as published`, () => {
      assert.equal(parameters(name), count);
    });
  }

  it('finds tuned and repacked forms, mirrors and torchtune builders', () => {
    const forms: Readonly<Record<string, string>> = {
      'meta-llama/Llama-3.1-8B-Instruct': 'meta-llama/Llama-3.1-8B',
      'unsloth/Meta-Llama-3.1-8B-Instruct-bnb-4bit': 'meta-llama/Llama-3.1-8B',
      'NousResearch/Llama-3.2-1B': 'meta-llama/Llama-3.2-1B',
      'NousResearch/Llama-2-7b-hf': 'meta-llama/Llama-2-7b-hf',
      'Qwen/Qwen2.5-7B-Instruct-AWQ': 'Qwen/Qwen2.5-7B',
      'google/gemma-2-9b-it': 'google/gemma-2-9b',
      'bert-base-uncased': 'google-bert/bert-base-uncased',
      gpt2: 'openai-community/gpt2',
      'torchtune.models.llama3_1.llama3_1_8b': 'meta-llama/Llama-3.1-8B',
      'torchtune.models.llama2.qlora_llama2_13b': 'meta-llama/Llama-2-13b-hf',
      'torchtune.models.qwen2_5.lora_qwen2_5_7b_base': 'Qwen/Qwen2.5-7B',
      'torchtune.models.gemma2.gemma2_9b': 'google/gemma-2-9b',
    };
    for (const [form, name] of Object.entries(forms)) assert.equal(parameters(form), parameters(name), form);
  });

  it('does not guess: another size or an unknown name is not known, with the nearest', () => {
    const found = findKnownModel('meta-llama/Llama-3.1-9B');
    assert.equal(found.kind, 'unknown');
    assert.ok(found.nearest.includes('meta-llama/Llama-3.1-8B'));
    assert.deepEqual(findKnownModel('zzz/qqq'), { kind: 'unknown', nearest: [] });
    assert.equal(findKnownModel('').kind, 'unknown');
    assert.equal(findKnownModel('__proto__').kind, 'unknown');
  });
});
