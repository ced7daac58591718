"""Recent models of text and images. A pass is one over text alone; the towers are counted apart, for one image or sound."""
import torch
import transformers

from cases import image_text_more, multimodal
from cases.decoders import NANO_TYPES
from cases.image_text import COMPONENTS as SMALL_IMAGE, TEXT, TIED, UNTIED
from cases.image_text_more import GEMMA
from cases.indexed import INDEX
from cases.words_recent import COMPASS, DOTS, UNIFIED

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE, DEVICES = {}, {}, {}, {}, {}, {}, {}
SHARED_IMAGE = SMALL_IMAGE["llava"]
nested = multimodal.nested
# Sections of rotary positions for heads of 16.
SECTIONS = {"rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 10000.0, "mrope_section": [2, 3, 3]}}}


def like(name, other):
    """Counted as another type of the same build is."""
    for table, theirs in ((COMPONENTS, multimodal.COMPONENTS), (INPUTS, multimodal.INPUTS), (TOWERS, multimodal.TOWERS), (PREPARE, multimodal.PREPARE),
                          (AUTO_CLASSES, multimodal.AUTO_CLASSES)):
        if other in theirs:
            table[name] = theirs[other]


CASES["cohere_compass_vision"] = multimodal.CASES["qwen3_vl_vision"]
CASES["cohere_compass"] = [{"text_config": {"rope_parameters": {"full_attention": {"rope_type": "default", "rope_theta": 10000.0}}}}] + nested(
    COMPASS | SECTIONS, multimodal.DEEPSTACK, ({}, {}, TIED), ({"tie_word_embeddings": False}, {}, {}), ({"attention_bias": True}, {"deepstack_visual_indexes": [1]}, {}),
    ({"num_key_value_heads": 6}, {"spatial_merge_size": 3}, {}))[1:]
like("cohere_compass_vision", "qwen3_vl_vision")
like("cohere_compass", "qwen3_vl")

PATCHES = {"patch_size": 4, "pooling_kernel_size": 2, "mm_embed_dim": 40, "mm_posemb_size": 30, "output_proj_dims": 40}
CASES["gemma4_unified"] = nested(UNIFIED, PATCHES, ({}, {}, UNTIED), ({"num_kv_shared_layers": 2}, {"pooling_kernel_size": 3}, {}), ({}, {"mm_posemb_size": 12}, {"audio_config": {"audio_embed_dim": 100}}),
                                 ({"attention_bias": True}, {"patch_size": 8}, {"audio_config": {}}))
CASES["gemma4_unified"].insert(1, {"vision_config": {}, "audio_config": {}})
AUTO_CLASSES["gemma4_unified"] = transformers.AutoModelForImageTextToText
COMPONENTS["gemma4_unified"] = [(r"embedding_projection|pre_projection_norm", "other"), (r"pos_embedding", "position"), (r"patch_ln|pos_norm", "norm"), (r"patch_dense", "embedding")]


def merged_patches(model, config):
    if config.vision_config is None:
        return None
    side = config.vision_config.patch_size * config.vision_config.pooling_kernel_size

    def run():
        model.model.embed_vision(torch.zeros((1, 280, 3 * side * side), device="meta"), torch.zeros((1, 280, 2), dtype=torch.long, device="meta"))
    return run


def frames(model, config):
    if config.audio_config is None:
        return None
    samples = config.audio_config.audio_embed_dim
    return lambda: model.model.embed_audio(torch.zeros((1, 480_000 // samples, samples), device="meta"))


TOWERS["gemma4_unified"] = {"vision": merged_patches, "audio": frames}

SEGMENTS = {"hidden_size": 48, "output_channels": 20, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 80, "patch_size": 8, "window_size": 3, "global_attn_indexes": [1], "mlp_dim": 90}
CASES["got_ocr2"] = nested(TEXT | {"model_type": "qwen2"}, SEGMENTS, ({}, {}, UNTIED), ({"num_key_value_heads": 6}, {"use_rel_pos": False}, {}), ({"model_type": "llama"}, {"use_abs_pos": False, "qkv_bias": False}, {}),
                           ({}, {"image_size": 72, "num_channels": 1}, {}), ({}, {"global_attn_indexes": []}, {}))
AUTO_CLASSES["got_ocr2"] = transformers.AutoModelForImageTextToText
COMPONENTS["got_ocr2"] = [(r"multi_modal_projector", "other"), (r"pos_embed$|rel_pos_[hw]", "position"), (r"neck\.conv|patch_embed", "convolution")]
TOWERS["got_ocr2"] = {"vision": lambda model, config: lambda: model.get_image_features(
    torch.zeros((1, config.vision_config.num_channels, config.vision_config.image_size, config.vision_config.image_size), device="meta"))}

# Towers of owners that the library has no class of: those of Qwen2.5-VL's build take the same patches.
OMNI_WORDS = multimodal.QWEN_TEXT
EAR = {"d_model": 40, "encoder_layers": 2, "encoder_attention_heads": 4, "encoder_ffn_dim": 70, "num_mel_bins": 20, "output_dim": 96}
CASES["qwen2_5_omni_thinker"] = [{}] + [case | {"audio_config": EAR | ear} for case, ear in zip(nested(
    OMNI_WORDS, multimodal.WINDOWS, ({}, {}, TIED), ({"num_key_value_heads": 6}, {"window_size": 140}, {}), ({}, {"spatial_merge_size": 3, "window_size": 126}, {}), ({}, {}, {}))[1:],
    ({}, {"n_window": 50}, {"num_mel_bins": 80}, {"encoder_ffn_dim": 90}, {"output_dim": 96, "n_window": 250}))]
CASES["exaone4_5"] = nested(TEXT | {"model_type": "exaone4"}, multimodal.WINDOWS | {"num_key_value_heads": 2}, ({}, {}, TIED), ({"num_key_value_heads": 6}, {"num_key_value_heads": 4}, {}), ({"head_dim": 32}, {"window_size": 140}, {}),
                            ({}, {"fullatt_block_indexes": []}, {}))
for name in ("qwen2_5_omni_thinker", "exaone4_5"):
    like(name, "qwen2_5_vl")
# The default's width is not that of whole heads: it runs only with this.
HEAR = {"d_model": 40, "encoder_layers": 2, "encoder_attention_heads": 4, "encoder_ffn_dim": 70, "num_mel_bins": 20, "output_dim": 96, "downsample_hidden_size": 6}
CASES["qwen3_omni_moe_thinker"] = [{"text_config": {"head_dim": 128}}] + [case | {"audio_config": HEAR | ear} for case, ear in zip(nested(
    multimodal.QWEN3_EXPERTS, multimodal.DEEPSTACK, ({}, {}, TIED), (TIED, {}, {}), ({"attention_bias": True}, {"deepstack_visual_indexes": [1]}, {}), ({"mlp_only_layers": [1]}, {"spatial_merge_size": 3}, {}),
    ({"decoder_sparse_step": 2, "num_key_value_heads": 6}, {"num_position_embeddings": 64}, {}))[1:], ({}, {"n_window_infer": 300}, {"num_mel_bins": 37}, {"downsample_hidden_size": 8, "n_window_infer": 200}, {"encoder_ffn_dim": 90}, {"output_dim": 50}))]
like("qwen3_omni_moe_thinker", "qwen3_vl_moe")


def ear(model, config):
    """What the library derives from the stretches' lengths is given, for meta tensors have none."""
    audio = config.audio_config
    long, count = 2 * audio.n_window, 3000 // (2 * audio.n_window)
    positions = count * long // 2

    def run():
        model.model.audio_tower(
            torch.zeros((audio.num_mel_bins, 3000), device="meta"), feature_lens=torch.tensor([3000]), padded_feature=torch.zeros((count, audio.num_mel_bins, long), device="meta"),
            chunk_lengths=torch.full((count,), long, device="meta"), valid_indices=torch.arange(positions, device="meta"), pool_indices=torch.arange(0, positions, 2, device="meta"),
            cu_seqlens=torch.arange(0, positions + 1, long // 2, dtype=torch.int32))
    return run


def on_processor(part, config):
    """A copy of a part that looks into its data, which meta tensors do not have."""
    with torch.device("cpu"):
        return type(part)._from_config(config, attn_implementation="eager").eval()


def convolved_ear(model, config):
    """The same, of an ear whose convolutions halve the stretches three times."""
    audio = config.audio_config
    long, count = 2 * audio.n_window, 3000 // (2 * audio.n_window)
    positions = count * -(-long // 8)
    return lambda: model.model.audio_tower(
        torch.zeros((audio.num_mel_bins, 3000), device="meta"), feature_lens=torch.tensor([3000]), padded_feature=torch.zeros((count, audio.num_mel_bins, long), device="meta"),
        chunk_lengths=torch.full((count,), long), valid_indices=torch.arange(positions, device="meta"))


TOWERS["qwen2_5_omni_thinker"] = {"audio": ear, "vision": multimodal.dynamic_tower}
TOWERS["qwen3_omni_moe_thinker"] = {"audio": convolved_ear, "vision": multimodal.dynamic_tower}
SOUND_PARTS = [(r"audio_tower\.(proj|audio_bos)|multi_modal_projector", "other"), (r"audio_tower\.(ln_post|layers.*norm)", "norm"), (r"audio_tower\.conv", "convolution")]
COMPONENTS["qwen3_omni_moe_thinker"] = [*SOUND_PARTS, (r"audio_tower\.conv", "convolution"), (r"attn\.(q|k|v|proj)$", "attention.projections"), *multimodal.MERGER]
COMPONENTS["qwen2_5_omni_thinker"] = [*SOUND_PARTS, (r"attn\.(q|k|v|proj)$", "attention.projections"), *multimodal.MERGER]
del INPUTS["exaone4_5"]  # one position a token, not three

LISTENS = {"d_model": 40, "encoder_layers": 2, "encoder_attention_heads": 4, "encoder_ffn_dim": 70, "num_mel_bins": 20, "output_dim": 96, "downsample_hidden_size": 6}
ASR_WORDS = TEXT | {"model_type": "qwen3", "head_dim": 16}
CASES["qwen3_asr"] = [{}] + [{"text_config": ASR_WORDS | words, "audio_config": LISTENS | sound} | own for words, sound, own in (
    ({}, {}, {}), ({}, {}, {"tie_word_embeddings": False}), ({"num_key_value_heads": 6}, {"n_window_infer": 300}, {}), ({"attention_bias": True}, {"num_mel_bins": 37}, {}), ({}, {"n_window_infer": 200, "downsample_hidden_size": 8}, {}))]
AUTO_CLASSES["qwen3_asr"] = transformers.AutoModelForSpeechSeq2Seq
COMPONENTS["qwen3_asr"] = SOUND_PARTS


def recogniser(model, config):
    audio = config.audio_config
    tower = on_processor(model.model.audio_tower, audio)

    def run():
        states = tower(torch.zeros((1, audio.num_mel_bins, 3000)), torch.ones((1, 3000), dtype=torch.long)).last_hidden_state
        model.model.multi_modal_projector(states.to("meta"))
    return run


TOWERS["qwen3_asr"] = {"audio": recogniser}

FREE = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "patch_size": 8}
PADDLE_WORDS = {key: value for key, value in TEXT.items() if key != "model_type"} | {"head_dim": 16} | multimodal.SECTIONS
CASES["paddleocr_vl"] = nested(PADDLE_WORDS, FREE | {"image_size": 40}, ({}, {}, UNTIED), (UNTIED, {}, {}), (UNTIED, {}, UNTIED), ({"use_bias": True}, {"spatial_merge_size": 4}, {}), ({"num_key_value_heads": 6}, {"num_channels": 1}, {}), ({"head_dim": 16}, {"image_size": 64}, {}))
CASES["video_llama_3"] = nested(TEXT | {"model_type": "qwen2"}, FREE, ({}, {}, TIED), (TIED, {}, {}), ({"num_key_value_heads": 6}, {"num_channels": 1}, {}), ({"model_type": "llama"}, {"patch_size": 4}, {}), ({}, {"hidden_size": 64}, {}))
for name in ("paddleocr_vl", "video_llama_3"):
    AUTO_CLASSES[name] = transformers.AutoModelForImageTextToText
    COMPONENTS[name] = [(r"projector", "other"), (r"patch_embedding", "convolution"), (r"position_embedding", "position"), (r"(visual|vision_model).*norm", "norm")]
INPUTS["paddleocr_vl"] = multimodal.text


def free_patches(vision, merge):
    side = -(-multimodal.SIDE // merge) * merge
    return side, side * side


def read_page(model, config):
    vision = config.vision_config
    side, count = free_patches(vision, vision.spatial_merge_size)
    grid = torch.tensor([[1, side, side]])
    tower = on_processor(model.model.visual, vision)

    def run():
        pixels = torch.zeros((1, count, vision.num_channels, vision.patch_size, vision.patch_size))
        states = tower(pixel_values=pixels, grid_thw=grid, image_grid_thw=grid).last_hidden_state
        model.model.projector(states.reshape(-1, vision.hidden_size).to("meta"), grid)
    return run


def watch(model, config):
    vision = config.vision_config
    side, count = free_patches(vision, 1)
    tower = on_processor(model.model.vision_model, vision)

    def run():
        pixels = torch.zeros((count, vision.num_channels * vision.patch_size ** 2))
        states = tower(pixel_values=pixels, grid_thw=torch.tensor([[1, side, side]]), merge_sizes=torch.tensor([1])).last_hidden_state
        model.model.projector(states.to("meta"))
    return run


TOWERS |= {"paddleocr_vl": {"vision": read_page}, "video_llama_3": {"vision": watch}}

OVIS = {"hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 3, "num_attention_heads": 4, "image_size": 40, "patch_size": 8, "vocab_size": 60}
CASES["ovis2"] = nested(TEXT | {"model_type": "qwen2"}, OVIS, ({}, {}, UNTIED), ({"num_key_value_heads": 6}, {"qkv_bias": True}, {}), ({}, {"mlp_bias": True, "num_visual_indicator_tokens": 3}, {}), ({}, {"hidden_stride": 2, "image_size": 32}, {}))
CASES["ovis2"] = [case and case | {"hidden_size": 96} for case in CASES["ovis2"]]
AUTO_CLASSES["ovis2"] = transformers.AutoModelForImageTextToText
COMPONENTS["ovis2"] = [(r"head_linear|head_norm|visual_embeddings_table", "other"), (r"patch_embedding", "convolution"), (r"ffn\.", "feedForward")]


def visual_words(model, config):
    size = config.vision_config.image_size

    def run():
        words = model.model.vision_tower(torch.zeros((1, config.vision_config.num_channels, size, size), device="meta")).pooler_output
        marks = words.new_zeros((*words.shape[:2], config.vision_config.num_visual_indicator_tokens))
        model.model.visual_embeddings_table(torch.cat([words, marks], dim=2))
    return run


TOWERS["ovis2"] = {"vision": visual_words}

INSTRUCT = image_text_more.BLIP | {"qformer_config": image_text_more.QUERY | {"vocab_size": 50, "max_position_embeddings": 30}}
CASES["instructblip"] = [{}, INSTRUCT, INSTRUCT | {"text_config": image_text_more.OPT | UNTIED}, INSTRUCT | {"qformer_config": image_text_more.QUERY | {"cross_attention_frequency": 3}}, INSTRUCT | {"vision_config": image_text_more.IMAGE | {"qkv_bias": False, "image_size": 40}},
                         INSTRUCT | {"num_query_tokens": 7}, INSTRUCT | {"text_config": image_text_more.BLIP_T5}]
def asked(model, config):
    """Without an instruction, whose length is free."""
    def run():
        states = model.vision_model(image_text_more.channels(config)).last_hidden_state
        queries = model.query_tokens
        none = torch.zeros((1, 0), dtype=torch.long, device="meta")
        model.language_projection(model.qformer(input_ids=none, query_embeds=queries, encoder_hidden_states=states).last_hidden_state)
    return run


for table in ("AUTO_CLASSES", "COMPONENTS", "PREPARE", "INPUTS"):
    globals()[table]["instructblip"] = getattr(image_text_more, table)["blip-2"]
TOWERS["instructblip"] = {"vision": asked}

KOSMOS = {"embed_dim": 48, "layers": 2, "attention_heads": 4, "ffn_dim": 100, "vocab_size": 300, "max_position_embeddings": 64}
CASES["kosmos-2"] = nested(KOSMOS, image_text_more.IMAGE, ({}, {}, UNTIED), (UNTIED, {}, {}), (UNTIED, {}, UNTIED), ({"ffn_dim": 70}, {"image_size": 40}, {}), ({"attention_heads": 6}, {"hidden_size": 60}, {"latent_query_num": 9}), ({"layers": 3}, {}, {"latent_query_num": 5}))
AUTO_CLASSES["kosmos-2"] = transformers.AutoModelForImageTextToText
COMPONENTS["kosmos-2"] = [(r"image_to_text_projection", "other"), (r"vision_model.*position_embedding", "position"), (r"(layernorm|_ln|norm|layrnorm|layer_norm\d?)$", "norm"), (r"patch_embedding", "convolution"), (r"class_embedding", "embedding")]


def seen(model, config):
    size = config.vision_config.image_size

    def run():
        states = model.vision_model(torch.zeros((1, config.vision_config.num_channels, size, size), device="meta")).last_hidden_state
        model.image_to_text_projection(states)
    return run


TOWERS["kosmos-2"] = {"vision": seen}


def as_text_model(model):
    model.forward = model.text_model.forward


PREPARE["kosmos-2"] = as_text_model

BLIP_WORDS = {"hidden_size": 48, "encoder_hidden_size": 48, "intermediate_size": 100, "num_hidden_layers": 2, "num_attention_heads": 4, "vocab_size": 300, "max_position_embeddings": 64}
CASES["blip"] = nested(BLIP_WORDS, image_text_more.IMAGE, ({}, {}, UNTIED), (UNTIED, {}, {}), (UNTIED, {}, UNTIED), ({"encoder_hidden_size": 60}, {"hidden_size": 60}, {}), ({"num_hidden_layers": 3}, {"image_size": 40}, {}), ({"intermediate_size": 70, "num_attention_heads": 6}, {"patch_size": 4}, {}))
AUTO_CLASSES["blip"] = transformers.AutoModelForImageTextToText
COMPONENTS["blip"] = [(r"vision_model.*position_embedding", "position"), (r"vision_model.*patch_embedding", "convolution"), (r"class_embedding", "embedding"), (r"layer_norm|LayerNorm|layernorm", "norm"),
                      (r"vision_model.*self_attn\.\w+$", "attention.projections"), (r"vision_model.*self_attn$", "attention.core"), (r"crossattention\.self$", "crossAttention.core"), (r"crossattention.*\.\w+$", "crossAttention.projections")]


def image_and_words(config, batch, sequence):
    size = config.vision_config.image_size
    tokens = torch.zeros((batch, sequence), dtype=torch.long, device="meta")
    return {"pixel_values": torch.zeros((batch, 3, size, size), device="meta"), "input_ids": tokens, "attention_mask": torch.ones_like(tokens)}


INPUTS["blip"] = image_and_words

DOTS_EYE = {"hidden_size": 48, "intermediate_size": 90, "moe_intermediate_size": 30, "num_hidden_layers": 3, "num_attention_heads": 4, "patch_size": 8, "pyramid_num_routed": [-1, 4, 6], "adapter_in_dim": 48, "adapter_out_dim": 96}
DOTS_EAR = {"hidden_size": 40, "intermediate_size": 70, "num_hidden_layers": 2, "num_attention_heads": 4, "feature_size": 20, "downsample_hidden_size": 6, "adapter_input_size": 40, "adapter_out_dim": 96}
NAMED = {key: value for key, value in DOTS_EYE.items() if key != "pyramid_num_routed"} | {
    "mlp_layer_types": ["dense", "sparse", "dense"], "per_layer_config": {"01": {"num_local_experts": 5, "num_experts_per_tok": 3}}, "num_experts_per_tok": 3}
CASES["dots3_note"] = [{"text_config": {"num_hidden_layers": 2}}] + [{"text_config": DOTS | words, "vision_config": DOTS_EYE | eye, "audio_config": DOTS_EAR | sound} | own for words, eye, sound, own in (
    ({}, {}, {}, {}), ({}, {"attention_bias": True}, {"attention_bias": False}, {}), ({"tie_word_embeddings": False}, {"spatial_merge_size": 4, "adapter_merge_size": 4}, {"feature_size": 37}, {"tie_word_embeddings": True}),
    ({"attention_bias": True}, {"num_channels": 1, "capacity_factor": 3, "num_experts_per_tok": 3}, {"downsample_hidden_size": 8}, {}))]
CASES["dots3_note"].append({"text_config": DOTS, "vision_config": NAMED, "audio_config": DOTS_EAR})
CASES["dots3_note"].append(DOTS | {"vision_config": DOTS_EYE, "audio_config": DOTS_EAR})
AUTO_CLASSES["dots3_note"] = transformers.AutoModelForImageTextToText
COMPONENTS["dots3_note"] = [(r"merger|adapter", "other"), (r"vision_tower.*\.gate$", "router"), (r"patch_embed\.proj", "convolution"), (r"conv_stem", "convolution"), (r"patch_embed\.norm|(vision|audio)_tower.*norm", "norm"), *INDEX]


def dots_eye(model, config):
    """None for the default, whose experts are too many for a processor."""
    vision = config.vision_config
    if vision.num_hidden_layers > 10:
        return None
    side, count = free_patches(vision, vision.spatial_merge_size)
    tower = on_processor(model.model.vision_tower, vision)
    return lambda: tower(torch.zeros((count, vision.num_channels * vision.patch_size ** 2)), grid_thw=torch.tensor([[1, side, side]]))


def dots_ear(model, config):
    audio = config.audio_config
    if audio.num_hidden_layers > 10:
        return None
    tower = on_processor(model.model.audio_tower, audio)
    return lambda: tower(torch.zeros((1, audio.feature_size, 3000)), torch.tensor([3000 * audio.hop_length]))


TOWERS["dots3_note"] = {"vision": dots_eye, "audio": dots_ear}
