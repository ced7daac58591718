"""Writes src/model/library-defaults.json: what each model_type of the pinned transformers is when its config.json does
not say, as the configuration classes declare it (field defaults, before any derived value; nested configs as the class
builds them, less what their own type's defaults say)."""

import dataclasses
import json
import pathlib
import re
import warnings

import transformers
from transformers import CONFIG_MAPPING, PreTrainedConfig
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

TARGET = pathlib.Path(__file__).parents[2] / "src" / "model" / "library-defaults.json"
# Fields of the base class that no cost depends on.
GENERAL = {field.name for field in dataclasses.fields(PreTrainedConfig)} - {
    "tie_word_embeddings", "is_encoder_decoder", "chunk_size_feed_forward"}
# Values no cost depends on: tokens, dropouts, scales and thresholds.
IRRELEVANT = re.compile(
    r"_token_id$|_token_index$|_token_ids$|use_cache|use_return|slow_but_exact|pretraining_tp|output_router|norm_topk"
    r"|rope_interleave|drop|initializer|_eps$|^eps$|epsilon|_theta$|rope_param|rope_scaling|_init$|_std$|temperature"
    r"|mask_time|mask_feature|_loss|loss_|_weight$|_coef|scaling_factor|_multiplier$|_value$|softcapping|_seed$|jitter|_prob$|layerdrop|_path$"
    r"|_clip|label2id|id2label|spec_augment|generation|begin_suppress|suppress_tokens|_cost$|_alpha$|logit_scale")
KEPT = {"ffn_dim_multiplier", "hidden_size_multiplier", "ssm_multipliers", "depth_multiplier", "width_multiplier",
        "expansion_multiplier", "embedding_multiplier"}
LONGEST_LIST = 200


def plain(value):
    """Whether a value can stand in a config.json and bear on a cost."""
    if value is None or isinstance(value, (bool, int, float)):
        return not isinstance(value, float) or value == value and abs(value) != float("inf")
    if isinstance(value, str):
        return len(value) <= 40
    if isinstance(value, (list, tuple)):
        return len(value) <= LONGEST_LIST and all(plain(item) for item in value)
    return isinstance(value, dict) and len(value) <= 30 and all(isinstance(k, str) and plain(v) for k, v in value.items())


def relevant(name, value):
    if name in KEPT:
        return True
    return name not in GENERAL and not IRRELEVANT.search(name) and plain(value)


def own_values(configuration):
    """Declared field defaults of a configuration class, without its nested configs."""
    values = {}
    for field in dataclasses.fields(configuration):
        default = field.default
        if default is dataclasses.MISSING and field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        if default is not dataclasses.MISSING and relevant(field.name, default):
            values[field.name] = default
    return values


def nested(instance):
    """A nested config as its owner builds it: its type and what differs from that type's own defaults."""
    type_of = getattr(instance, "model_type", "")
    values = {"model_type": type_of} if type_of else {}
    usual = None
    if type_of in CONFIG_MAPPING_NAMES:
        try:
            usual = type(instance)()
        except Exception:
            usual = None
    for field in dataclasses.fields(type(instance)):
        value = vars(instance).get(field.name)
        if isinstance(value, PreTrainedConfig):
            values[field.name] = nested(value)
        elif relevant(field.name, value):
            if usual is None or vars(usual).get(field.name) != value:
                values[field.name] = value
    return values


def defaults_of(model_type):
    configuration = CONFIG_MAPPING[model_type]
    if not dataclasses.is_dataclass(configuration):
        return None
    values = own_values(configuration)
    try:
        instance = configuration()
    except Exception:
        instance = None
    if instance is not None:
        values.setdefault("tie_word_embeddings", bool(getattr(instance, "tie_word_embeddings", True)))
        for name in getattr(configuration, "sub_configs", {}):
            section = vars(instance).get(name)
            if isinstance(section, PreTrainedConfig):
                values[name] = nested(section)
    return {"values": values, "aliases": dict(configuration.attribute_map)}


def main():
    warnings.filterwarnings("ignore")
    transformers.logging.set_verbosity_error()
    table = {}
    for model_type in sorted(CONFIG_MAPPING_NAMES):
        found = defaults_of(model_type)
        if found is not None:
            table[model_type] = found
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(entry, separators=(',', ':'))}" for name, entry in table.items())
    TARGET.write_text("{\n" + lines + "\n}\n")
    print(f"{TARGET.name}: {len(table)} model types of transformers {transformers.__version__}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
