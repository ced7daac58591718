import type { Accelerator } from '../hardware/accelerators';

/** Model types published before 2023 (transformers' documentation dates each), of those that whole runs on GPUs are of. */
const early: ReadonlySet<string> = new Set(
  `albert bart beit bert bert-generation big_bird bigbird_pegasus biogpt blenderbot blenderbot-small bloom camembert
  chinese_clip clip clipseg codegen convbert convnext ctrl cvt data2vec-audio data2vec-text data2vec-vision deberta
  deberta-v2 deit distilbert electra ernie esm flaubert fnet fsmt funnel gpt-sw3 gpt2 gpt_neo gpt_neox
  gpt_neox_japanese gptj groupvit hubert ibert imagegpt layoutlm layoutlmv2 layoutlmv3 led levit longformer longt5 luke
  lxmert m2m_100 marian markuplm mbart megatron-bert mobilebert mobilevit mpnet mt5 mvp nllb-moe nystromformer
  openai-gpt opt owlvit pegasus pegasus_x perceiver plbart poolformer prophetnet rembert resnet roberta
  roberta-prelayernorm roc_bert roformer segformer sew sew-d speech_to_text splinter squeezebert swin swinv2
  switch_transformers t5 tapas trocr unispeech unispeech-sat van videomae vilt visual_bert vit vit_mae vit_msn wav2vec2
  wav2vec2-conformer wavlm whisper xglm xlm xlm-roberta xlm-roberta-xl xlnet yolos yoso`.split(/\s+/),
);
/** Data-centre GPUs that came later, H100 first, never ran software of that time. */
const lastYear = 2021;
/** Likewise TPUs: v4 first. */
const lastCompiledYear = 2018;

/**
 * Of which years a run's software may be. Early is before fused kernels and flash attention were common: where both the
 * architecture and the hardware are. Google's compiler for TPUs fused from the start, which is told apart.
 */
export type SoftwareAge = 'recent' | 'early' | 'early, compiled';

export function softwareAgeOf(architecture: string, { year, vendor }: Accelerator): SoftwareAge {
  if (!early.has(architecture)) return 'recent';
  if (vendor === 'Google') return year <= lastCompiledYear ? 'early, compiled' : 'recent';
  return year <= lastYear ? 'early' : 'recent';
}

/** Tensor cores' first years: kernels that fuse elementwise work came to the frameworks with the GPUs of 2020. */
const lastUnfusedYear = 2019;

/** Whether such a run was also of GPUs of before those kernels, so that each elementwise operation was a pass over memory. */
export const isUnfused = (architecture: string, accelerator: Accelerator): boolean =>
  accelerator.year <= lastUnfusedYear && softwareAgeOf(architecture, accelerator) === 'early';
