"""ImageGPT: a decoder over the colours of pixels."""
import transformers

from cases.encoders import masked_text

SMALL = {"n_embd": 48, "n_layer": 2, "n_head": 4, "vocab_size": 33, "n_positions": 32}
CASES = {"imagegpt": [{"n_layer": 2}, SMALL, SMALL | {"n_inner": 100}, SMALL | {"n_head": 6}, SMALL | {"id2label": {"0": "a", "1": "b", "2": "c"}}, SMALL | {"architectures": ["ImageGPTModel"]},
                      SMALL | {"architectures": ["ImageGPTForCausalImageModeling"]}, SMALL | {"architectures": ["ImageGPTForCausalImageModeling"], "tie_word_embeddings": True}]}
AUTO_CLASSES = {"imagegpt": transformers.AutoModelForImageClassification}
DEVICES = {"imagegpt": "cpu"}
INPUTS = {"imagegpt": masked_text}
COMPONENTS = {"imagegpt": [(r"c_fc|mlp\.c_proj", "feedForward"), (r"wte", "embedding"), (r"wpe", "position")]}
