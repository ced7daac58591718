"""Writes scripts/truth/mappings.json: the model types that the pinned transformers maps to each task's classes and that
have a default config, for docs/architectures.md."""

import json
import pathlib

import transformers
from transformers.models.auto import modeling_auto
from transformers.models.auto.configuration_auto import CONFIG_MAPPING_NAMES

TASKS = {
    "Causal language models": ["MODEL_FOR_CAUSAL_LM_MAPPING_NAMES"],
    "Encoder-decoder language models": ["MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES"],
    "Masked language models": ["MODEL_FOR_MASKED_LM_MAPPING_NAMES"],
    "Vision": ["MODEL_FOR_IMAGE_CLASSIFICATION_MAPPING_NAMES", "MODEL_FOR_IMAGE_MAPPING_NAMES",
               "MODEL_FOR_BACKBONE_MAPPING_NAMES"],
    "Audio": ["MODEL_FOR_AUDIO_CLASSIFICATION_MAPPING_NAMES", "MODEL_FOR_CTC_MAPPING_NAMES",
              "MODEL_FOR_SPEECH_SEQ_2_SEQ_MAPPING_NAMES"],
    "Images and text": ["MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES",
                        "MODEL_FOR_ZERO_SHOT_IMAGE_CLASSIFICATION_MAPPING_NAMES", "MODEL_FOR_MULTIMODAL_LM_MAPPING_NAMES"],
}


def main():
    tasks = {task: sorted({model_type for name in names for model_type in getattr(modeling_auto, name)
                           if model_type in CONFIG_MAPPING_NAMES}) for task, names in TASKS.items()}
    target = pathlib.Path(__file__).with_name("mappings.json")
    target.write_text(json.dumps({"transformers": transformers.__version__, "tasks": tasks}, indent=2) + "\n")
    print({task: len(types) for task, types in tasks.items()})


if __name__ == "__main__":
    main()
