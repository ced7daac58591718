import type { ConfigValue } from '../config-fields';

/** Entries of well-known tokenizers (their published vocab files), where a training file names one and no size. */
const sizes: readonly (readonly [RegExp, number])[] = [
  [/gpt2bpe|(^|\/)(openai-community\/)?gpt2(-medium|-large|-xl)?$|gpt2-vocab/i, 50257],
  [/20B_tokenizer|gpt-neox-20b|pythia|gptneox/i, 50277],
  [/llama-?3|llama-?4?3\.[123]|deepseek-r1-distill-llama/i, 128256],
  [/llama-?4/i, 201135],
  [/code-?llama-?(?:34b|\d+b-python)/i, 32000],
  [/code-?llama/i, 32016],
  [/llama-?2|llama-7b|huggyllama|llama-?1|tinyllama/i, 32000],
  [/mistral-nemo|mistral-small-(?:24b|3\.\d)/i, 131072],
  [/mi[sx]tral-(?:7b|8x22b)-(?:instruct-)?v0\.3|codestral-22b/i, 32768],
  [/mistral-7b|mixtral-8x7b|mixtral-8x22b-v0\.1|mistral-v0\.[12]/i, 32000],
  [/deepseek-v2|deepseekv2|deepseek-moe|deepseek-llm/i, 102400],
  [/deepseek-v3|deepseekv3|deepseek-r1$/i, 129280],
  [/qwen-?3/i, 151669],
  [/qwen-?2\.5|deepseek-r1-distill-qwen/i, 151665],
  [/qwen-?(?:2|1\.5)\b/i, 151646],
  [/gemma-?3/i, 262144],
  [/gemma/i, 256000],
  [/bert-base-uncased|bert-large-uncased|bertwordpiecelowercase/i, 30522],
  [/bert-base-cased|bert-large-cased|bertwordpiececase/i, 28996],
  [/baichuan2/i, 125696],
  [/falcon-?(?:7b|11b|40b|180b)/i, 65024],
  [/bloom/i, 250680],
  [/t5-(small|base|large|3b|11b|xl|xxl)/i, 32100],
  [/olmo-?2|dolma2/i, 100278],
  [/olmo-(?:1b|7b)|dolma-v1_5/i, 50280],
  // Llama 3's words under another name.
  [/marin-tokenizer/i, 128256],
  [/wav2vec2-base-960h/i, 32],
  [/swissai-tokenizer|apertus/i, 131072],
  [/arcade100k/i, 100289],
  [/^tiktoken$|cl100k/i, 100277],
];

/** Entries of the tokenizer that a file names; null where it is not known. */
export function tokenizerEntries(...names: readonly (ConfigValue | undefined)[]): number | null {
  for (const name of names) {
    if (typeof name !== 'string') continue;
    const known = sizes.find(([pattern]) => pattern.test(name));
    if (known !== undefined) return known[1];
  }
  return null;
}
