"""Pairs of an encoder and a decoder: two models that the config holds, T5Gemma 2, MusicGen; and Phi-4 and Moshi beside them."""
import torch
import transformers

from cases.decoders import each, tokens_of
from cases.encoders import UNTIED
from cases.established import GROUPED
from cases.image_text import COMPONENTS as SMALL_IMAGE, IMAGE, SIGLIP, TEXT
from cases.pairs_more import GEMMA
from cases.vision import USUAL, without_mask

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE, DEVICES = {}, {}, {}, {}, {}, {}, {}
SHARED_IMAGE = SMALL_IMAGE["llava"]
BERT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300}
CROSSED = {"is_decoder": True, "add_cross_attention": True}
GPT2 = {"model_type": "gpt2", "n_embd": 48, "n_layer": 2, "n_head": 4, "vocab_size": 300, "n_positions": 64, "add_cross_attention": True}


def pair(encoder, decoder, **own):
    return {"encoder": encoder, "decoder": decoder, **own}


def texts(model_type, **own):
    return BERT | {"model_type": model_type} | own


CASES["encoder-decoder"] = [
    pair({"model_type": "bert"}, {"model_type": "bert"} | CROSSED), pair(texts("bert"), texts("bert") | CROSSED), pair(texts("roberta"), texts("roberta", hidden_size=60) | CROSSED), pair(texts("bert"), GPT2),
    pair(texts("bert-generation"), texts("bert-generation") | CROSSED), pair(texts("electra", embedding_size=24), texts("electra", embedding_size=48) | CROSSED),
    pair(texts("bert", num_hidden_layers=3), texts("rembert", input_embedding_size=24, output_embedding_size=40, bos_token_id=1, eos_token_id=2) | CROSSED), pair(texts("camembert"), texts("xlm-roberta", tie_word_embeddings=False) | CROSSED)]
VIT = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 32, "patch_size": 8}
TROCR = {"model_type": "trocr", "d_model": 48, "decoder_layers": 2, "decoder_attention_heads": 4, "decoder_ffn_dim": 100, "vocab_size": 300}
SWIN = {"model_type": "donut-swin", "embed_dim": 12, "depths": [1, 2], "num_heads": [2, 4], "image_size": 32, "patch_size": 4, "window_size": 4}
MBART = {"model_type": "mbart", "d_model": 24, "encoder_layers": 2, "decoder_layers": 2, "encoder_ffn_dim": 50, "decoder_ffn_dim": 60, "encoder_attention_heads": 4, "decoder_attention_heads": 4, "vocab_size": 300,
         "is_decoder": True, "add_cross_attention": True}
CASES["vision-encoder-decoder"] = [
    pair({"model_type": "vit"}, {"model_type": "gpt2", "add_cross_attention": True}), pair(VIT | {"model_type": "vit"}, GPT2), pair(VIT | {"model_type": "deit"}, TROCR), pair(VIT | {"model_type": "vit", "hidden_size": 60}, TROCR | {"cross_attention_hidden_size": 60}),
    pair(SWIN, MBART), pair(VIT | {"model_type": "beit", "image_size": 40}, texts("roberta") | CROSSED), pair(VIT | {"model_type": "vit", "hidden_size": 36}, texts("bert") | CROSSED)]
AUTO_CLASSES |= {"encoder-decoder": transformers.AutoModelForSeq2SeqLM, "vision-encoder-decoder": transformers.AutoModelForImageTextToText}


def both_texts(config, batch, sequence):
    tokens = tokens_of(batch, sequence)
    return {"input_ids": tokens, "attention_mask": torch.ones_like(tokens), "decoder_input_ids": tokens, "decoder_attention_mask": torch.ones_like(tokens)}


def image_and_text(config, batch, sequence):
    size = config.encoder.image_size
    return {"pixel_values": torch.zeros((batch, 3, size, size), device="meta"), "decoder_input_ids": tokens_of(batch, sequence),
            "decoder_attention_mask": torch.ones_like(tokens_of(batch, sequence))}


DEVICES |= dict.fromkeys(("encoder-decoder", "t5gemma2"), "cpu")
INPUTS |= {"encoder-decoder": both_texts, "vision-encoder-decoder": image_and_text}
CROSSING = [(r"ln_cross_attn|encoder_attn_layer_norm", "norm"), (r"crossattention\.self$", "crossAttention.core"), (r"crossattention(\.self)?$", "crossAttention.core"), (r"crossattention.*\.\w+$", "crossAttention.projections")]
COMPONENTS["encoder-decoder"] = [(r"enc_to_dec_proj", "other"), (r"lambda_", "residual"), (r"LayerNorm|layernorm|ln_", "norm"), *CROSSING]
COMPONENTS["vision-encoder-decoder"] = [(r"output_projection$", "head"), *COMPONENTS["encoder-decoder"], *USUAL]

WORDS2 = {key: value for key, value in GEMMA.items() if key != "pad_token_id"}


def seeing(text, vision, encoder, **own):
    return {"encoder": {"text_config": WORDS2 | text, "vision_config": IMAGE | {"model_type": "siglip_vision_model", "vision_use_head": False} | vision, "mm_tokens_per_image": 4} | encoder, "decoder": WORDS2 | {"num_hidden_layers": 2} | own.pop("decoder", {})} | own


LISTED = {"layer_types": ["full_attention", "sliding_attention", "full_attention"], "sliding_window": 8}
CASES["t5gemma2"] = [{"encoder": {"text_config": {"num_hidden_layers": 2, "vocab_size": 2000}, "vision_config": {"num_hidden_layers": 1}}, "decoder": {"num_hidden_layers": 2, "vocab_size": 2000}}, seeing({}, {}, {}), seeing({}, {}, {}, tie_word_embeddings=False),
                     seeing({"head_dim": 16}, {"vision_use_head": True}, {}, decoder={"num_key_value_heads": 4}), seeing(LISTED, {"image_size": 48}, {"mm_tokens_per_image": 9}), seeing({"attention_bias": True}, {}, {}, decoder={"attention_bias": True})]
AUTO_CLASSES["t5gemma2"] = transformers.AutoModelForSeq2SeqLM
INPUTS["t5gemma2"] = both_texts
COMPONENTS["t5gemma2"] = [(r"multi_modal_projector", "other"), *SHARED_IMAGE]


def pooled(model, config):
    vision = config.encoder.vision_config
    if (vision.image_size // vision.patch_size) ** 2 < config.encoder.mm_tokens_per_image:
        return None
    encoder = model.model.encoder
    return lambda: encoder.multi_modal_projector(encoder.vision_tower(torch.zeros((1, 3, vision.image_size, vision.image_size))).last_hidden_state)


TOWERS["t5gemma2"] = {"vision": pooled}

T5 = {"model_type": "t5", "d_model": 36, "d_kv": 10, "d_ff": 100, "num_layers": 2, "num_heads": 4, "vocab_size": 300}
CODEC = {"model_type": "encodec", "num_filters": 6, "hidden_size": 20, "upsampling_ratios": [4, 3], "num_lstm_layers": 1, "codebook_dim": 20}
CODES = {"hidden_size": 48, "ffn_dim": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 64, "pad_token_id": 64, "bos_token_id": 64, "num_codebooks": 3, "audio_channels": 1}


def composed(text, codec, codes, **own):
    return {"text_encoder": T5 | text, "audio_encoder": CODEC | codec, "decoder": CODES | codes} | own


for name in ("musicgen", "musicgen_melody"):
    CASES[name] = [{"text_encoder": {"model_type": "t5"}, "audio_encoder": {"model_type": "encodec"}, "decoder": {}}, composed({}, {}, {}), composed({"d_model": 48}, {}, {"num_codebooks": 2}), composed({"feed_forward_proj": "gated-gelu"}, {"use_conv_shortcut": False}, {}),
                   composed({}, {"norm_type": "time_group_norm", "num_residual_layers": 2}, {}), composed({}, {"audio_channels": 2, "compress": 3}, {"ffn_dim": 70}), composed({}, {"num_lstm_layers": 2, "kernel_size": 5, "last_kernel_size": 3, "residual_kernel_size": 5}, {})]
    AUTO_CLASSES[name] = transformers.AutoModelForTextToWaveform
    COMPONENTS[name] = [(r"audio_encoder|enc_to_dec_proj", "other"), (r"lm_heads", "head")]


def text_and_codes(config, batch, sequence):
    codes = torch.zeros((batch * config.decoder.num_codebooks, sequence), dtype=torch.long, device="meta")
    return {"input_ids": tokens_of(batch, 32), "decoder_input_ids": codes}


INPUTS |= {"musicgen": text_and_codes, "musicgen_melody": text_and_codes}
CASES["musicgen_melody"][1:] = [case | {"chroma_length": 7} for case in CASES["musicgen_melody"][1:]]
CASES["musicgen_melody"].append(composed({}, {}, {}, num_chroma=48, chroma_length=5))
BERT = {"hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 70, "vocab_size": 300}
CASES["musicgen"] += [composed({"is_decoder": True}, {}, {}), composed({"model_type": "umt5", "is_decoder": True}, {}, {}),
                      *(composed({}, {}, {}) | {"text_encoder": BERT | {"model_type": name}} for name in ("bert", "roberta"))]

MOSHI = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 4, "head_dim": 12, "ffn_dim": 100, "vocab_size": 300}
CASES["moshi"] = [{}] + each(MOSHI, {"num_key_value_heads": 2}, {"head_dim": 16}, {"sliding_window": 8}, {"ffn_dim": 70}, {"architectures": ["MoshiForCausalLM"]})

WORDS = TEXT | {"pad_token_id": 0}
PIXELS = {key: value for key, value in SIGLIP.items() if key not in ("model_type", "vision_use_head")}
SOUND = {"hidden_size": 48, "intermediate_size": 70, "num_blocks": 2, "num_attention_heads": 4, "ext_pw_out_channel": 48, "depthwise_separable_out_channel": 48, "input_size": 40, "nemo_conv_channels": 12, "nemo_final_size": 5,
         "bias_max_distance": 20}


def senses(text, pixels, sound):
    return WORDS | text | {"vision_config": PIXELS | {"crop_size": 32} | pixels, "audio_config": SOUND | sound}


CASES["phi4_multimodal"] = [{}] + [senses(*each_of) for each_of in (({}, {}, {}), ({"tie_word_embeddings": True}, {}, {}), ({"num_key_value_heads": 6}, {"image_size": 40}, {"kernel_size": 5}), ({"sliding_window": 8}, {}, {"time_reduction": 4, "nemo_final_size": 10}),
                                                                    ({}, {"patch_size": 4}, {"bias_symmetric": True, "depthwise_multiplier": 2}))]
COMPONENTS["phi4_multimodal"] = [(r"img_projection|feature_extensor|(up|down)_proj_for", "other"), (r"relative_attention_bias|position_embedding", "position"), (r"layer_?norm", "norm"), (r"img_processor\.head", "head"), (r"patch_embedding", "convolution"), (r"img_processor.*self_attn\.\w+$", "attention.projections"),
                                 (r"img_processor.*mlp\.", "feedForward"), (r"encoder\.embed\.conv|\.conv\.", "convolution"), (r"feed_forward_(in|out)", "feedForward"), (r"audio_embed.*self_attn\.\w+$", "attention.projections")]


def crop(model, config):
    size = config.vision_config.image_size

    def run():
        see = model.model.embed_tokens_extend.image_embed
        features = see.get_img_features(torch.zeros((1, 3, size, size), device="meta"))
        see.img_projection_down(see.img_projection_up(features))
    return run


def half_a_minute(model, config):
    def run():
        hear = model.model.embed_tokens_extend.audio_embed
        states = hear.encoder(torch.zeros((1, 3000, config.audio_config.input_size), device="meta"), None)
        hear.down_proj_for_speech(hear.up_proj_for_speech(states))
    return run


PREPARE["phi4_multimodal"] = without_mask  # its image tower is of the same module
TOWERS["phi4_multimodal"] = {"vision": crop, "audio": half_a_minute}
