"""Classes for further tasks of types that other modules hold, and keys in combination: two switches at once, two spellings of
one key. It comes after the other modules: what it says of inputs wraps what they say."""
import sys

from cases import encoders, established, pairs_more

SMALL = encoders.SMALL
CHOICE = ("bert", "xlm", "flaubert", "funnel")


def classes(base, *names, **further):
    return [base | further | {"architectures": [name]} for name in names]


def found(name, model_type, otherwise=None):
    """What the other modules say of this type."""
    for module in sorted(module for module in sys.modules if module.startswith("cases.")):
        otherwise = getattr(sys.modules[module], name, {}).get(model_type, otherwise)
    return otherwise


def first(model_type):
    """The first small configuration of this type."""
    return next(case for case in found("CASES", model_type) if case)


def one_choice(model_type):
    """Choices stand in a dimension of their own."""
    usual = found("INPUTS", model_type) or encoders.masked_text

    def inputs(config, batch, sequence):
        given = usual(config, batch, sequence)
        chooses = config.architectures and config.architectures[0].endswith("ForMultipleChoice")
        return {name: tensor.unsqueeze(1) for name, tensor in given.items()} if chooses else given
    return inputs


SMALL_XLM = {"emb_dim": 48, "n_heads": 4, "n_layers": 2, "vocab_size": 300}
SMALL_FUNNEL = {"d_model": 48, "n_head": 4, "d_head": 12, "d_inner": 100, "block_sizes": [2, 2], "vocab_size": 300}
SUMMARY = {"summary_proj_to_labels": False}
FURTHER = {
    "bert": classes(SMALL, "BertForNextSentencePrediction", "BertForMultipleChoice"),
    "ernie": classes(SMALL, "ErnieForNextSentencePrediction"),
    "megatron-bert": classes(SMALL, "MegatronBertForNextSentencePrediction"),
    "fnet": classes(SMALL, "FNetForNextSentencePrediction"),
    "mobilebert": classes(encoders.SMALL_MOBILE, "MobileBertForNextSentencePrediction"),
    "modernbert": classes(SMALL | {"pad_token_id": 0}, "ModernBertForSequenceClassification", "ModernBertForTokenClassification", num_labels=3)
    + classes(SMALL | {"pad_token_id": 0}, "ModernBertForQuestionAnswering")
    + classes(SMALL | {"pad_token_id": 0, "classifier_bias": True, "norm_bias": True}, "ModernBertForSequenceClassification"),
    "bart": classes(encoders.SMALL_BART, "BartForQuestionAnswering"),
    **{name: classes(SMALL_XLM, f"{prefix}ForSequenceClassification", f"{prefix}ForMultipleChoice", num_labels=3)
       + classes(SMALL_XLM, f"{prefix}ForQuestionAnsweringSimple")
       + classes(SMALL_XLM | SUMMARY, f"{prefix}ForSequenceClassification")
       for name, prefix in (("xlm", "XLM"), ("flaubert", "Flaubert"))},
    "funnel": classes(SMALL_FUNNEL, "FunnelForSequenceClassification", "FunnelForMultipleChoice", num_labels=3),
    "albert": classes(first("albert"), "AlbertForPreTraining", num_labels=3),
    "llama": [established.GROUPED | {"architectures": ["LlamaForSequenceClassification"], "pad_token_id": 0, "num_labels": 5, "id2label": {"0": "reward"}}],
    "deepseek_v2": [established.CASES["deepseek_v2"][1] | {"mlp_bias": True}],
    "apertus1p5_text": [established.GROUPED | {"output_vocab_size": 200, "tie_word_embeddings": True}],
    "apertus": [established.GROUPED | {"hidden_act": "prelu"}],
}
COMPONENTS = {name: [(r"sequence_summary|logits_proj", "head"), *pairs_more.COMPONENTS[name]] for name in ("xlm", "flaubert")}
IMAGE = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 32, "patch_size": 8}
SWIN = {"embed_dim": 24, "depths": [2, 1, 1], "num_heads": [2, 3, 4], "image_size": 64, "window_size": 4}
WAVE = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 30, "conv_dim": [24, 32, 40], "conv_kernel": [10, 4, 3],
        "conv_stride": [20, 8, 4], "num_conv_pos_embeddings": 16, "num_conv_pos_embedding_groups": 4, "num_feat_extract_layers": 3}
SPEAKERS = {"tdnn_dim": [20, 30], "tdnn_kernel": [3, 2], "tdnn_dilation": [1, 2], "num_labels": 7, "xvector_output_dim": 16, "use_weighted_layer_sum": True}
NO_MEAN = {"use_mean_pooling": False}
WHISPER = {"d_model": 48, "encoder_layers": 2, "decoder_layers": 2, "encoder_attention_heads": 4, "decoder_attention_heads": 4, "encoder_ffn_dim": 100, "decoder_ffn_dim": 100,
           "vocab_size": 200, "max_source_positions": 50, "num_mel_bins": 20, "pad_token_id": 0, "num_labels": 5}
MOBILE = {"image_size": 64, "hidden_sizes": [16, 24, 32], "neck_hidden_sizes": [8, 12, 16, 24, 32, 40, 60]}
FURTHER |= {
    "vit": classes(IMAGE | {"encoder_stride": 8}, "ViTForMaskedImageModeling"),
    "deit": classes(IMAGE | {"encoder_stride": 8}, "DeiTForMaskedImageModeling"),
    "swin": classes(SWIN | {"encoder_stride": 16}, "SwinForMaskedImageModeling"),
    "swinv2": classes(SWIN | {"encoder_stride": 16}, "Swinv2ForMaskedImageModeling"),
    "beit": classes(IMAGE | {"vocab_size": 90}, "BeitForMaskedImageModeling") + classes(IMAGE | NO_MEAN | {"vocab_size": 90, "use_mask_token": True}, "BeitForMaskedImageModeling"),
    "data2vec-vision": classes(IMAGE, "Data2VecVisionModel") + classes(IMAGE | NO_MEAN, "Data2VecVisionModel"),
    "wav2vec2": classes(WAVE, "Wav2Vec2ForAudioFrameClassification", num_labels=7) + classes(WAVE | SPEAKERS, "Wav2Vec2ForXVector"),
    "wavlm": classes(WAVE | SPEAKERS, "WavLMForAudioFrameClassification", "WavLMForXVector"),
    "wav2vec2-conformer": classes(WAVE | SPEAKERS, "Wav2Vec2ConformerForAudioFrameClassification", "Wav2Vec2ConformerForXVector"),
    "wav2vec2-bert": classes({name: WAVE[name] for name in list(WAVE)[:5]} | SPEAKERS, "Wav2Vec2BertForSequenceClassification", "Wav2Vec2BertForXVector"),
    "whisper": classes(WHISPER, "WhisperForAudioClassification") + classes(WHISPER | {"use_weighted_layer_sum": True}, "WhisperForAudioClassification"),
    "segformer": classes({"num_encoder_blocks": 2, "depths": [1, 2], "sr_ratios": [3, 1], "hidden_sizes": [16, 24], "patch_sizes": [7, 3], "strides": [4, 4],
                          "num_attention_heads": [2, 3], "mlp_ratios": [3, 2], "num_labels": 9, "decoder_hidden_size": 40}, "SegformerForSemanticSegmentation"),
    "modernbert-decoder": classes(SMALL | {"pad_token_id": 0, "num_labels": 4}, "ModernBertDecoderForSequenceClassification")
    + classes(SMALL | {"pad_token_id": 0, "classifier_bias": True}, "ModernBertDecoderForSequenceClassification"),
    "parakeet_ctc": [{"encoder_config": {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "subsampling_conv_channels": 8, "num_mel_bins": 32,
                                         "num_key_value_heads": 2}, "vocab_size": 90}],
    "deformable_detr": [{"encoder_layers": 1, "decoder_layers": 2, "encoder_ffn_dim": 100, "decoder_ffn_dim": 120, "encoder_attention_heads": 4, "decoder_attention_heads": 4,
                         "num_queries": 10, "use_timm_backbone": False, "d_model": 64, "tie_word_embeddings": False, "backbone_config": {
                             "model_type": "resnet", "embedding_size": 16, "hidden_sizes": [24, 32, 48, 64], "depths": [1, 2, 1, 1], "out_features": ["stage2", "stage3", "stage4"]},
                         **switches} for switches in ({}, {"with_box_refine": True}, {"with_box_refine": True, "two_stage": True, "two_stage_num_proposals": 20})],
    "qwen3_next": [first("qwen3_next") | {"layer_types": ["attention", "mamba", "linear_attention", "full_attention"]}],
    "bailing_hybrid": [first("bailing_hybrid") | switches for switches in (
        {"linear_head_dim": 14, "linear_num_heads": 5, "linear_conv_kernel_dim": 3}, {"num_experts_per_token": 4})],
    "dory": classes(first("dory"), "DoryModel"),
    **{name: [encoders.SMALL_T5 | {"is_gated_act": True}, encoders.SMALL_T5 | {"feed_forward_proj": "gated-gelu", "is_gated_act": False},
              *classes(encoders.SMALL_T5 | {"is_decoder": True}, f"{prefix}EncoderModel")] for name, prefix in (("t5", "T5"), ("mt5", "MT5"), ("umt5", "UMT5"), ("longt5", "LongT5"))},
    "kosmos-2": classes(first("kosmos-2"), "Kosmos2Model"),
    "blip-2": classes(first("blip-2"), "Blip2Model"),
    "gemma3": classes(first("gemma3"), "Gemma3ForSequenceClassification", num_labels=5),
    "qwen3_5": classes(first("qwen3_5"), "Qwen3_5ForTokenClassification", num_labels=5),
    "mobilevit": classes(MOBILE, "MobileViTForSemanticSegmentation", num_labels=9)
    + classes(MOBILE | {"output_stride": 16, "aspp_out_channels": 40, "atrous_rates": [2, 3, 4]}, "MobileViTForSemanticSegmentation"),
    "mobilevitv2": classes({"image_size": 64, "width_multiplier": 0.25, "output_stride": 8, "aspp_out_channels": 40}, "MobileViTV2ForSemanticSegmentation", num_labels=9),
    "mobilenet_v2": classes({"image_size": 64, "depth_multiplier": 0.5}, "MobileNetV2ForSemanticSegmentation", num_labels=9)
    + classes({"image_size": 96, "depth_multiplier": 0.35, "output_stride": 8, "finegrained_output": False}, "MobileNetV2ForSemanticSegmentation"),
    **{name: classes(first(name), f"{prefix}ForSequenceClassification", f"{prefix}ForTokenClassification", f"{prefix}ForMaskedLM", num_labels=5)
       for name, prefix in (("modernvbert", "ModernVBert"), ("ultravbert", "UltraVBert"))},
}
TASKS = {name: [(r"batch_norm", "norm"), (r"^(decoder|decode_head|tdnn|feature_extractor|projector|classifier|objective|layer_weights)", "head"), *found("COMPONENTS", name, [])] for name in (
    "vit", "deit", "swin", "swinv2", "wav2vec2", "wavlm", "wav2vec2-conformer", "wav2vec2-bert", "whisper", "segformer")}
PIXELS = [(r"^segmentation_head.*normalization$", "norm"), (r"^segmentation_head", "head")]
TASKS |= {name: [*PIXELS, *found("COMPONENTS", name, [])] for name in ("mobilevit", "mobilevitv2", "mobilenet_v2")}
COMPONENTS |= TASKS
INPUTS = {name: one_choice(name) for name in CHOICE}
