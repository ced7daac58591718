"""Saves the trained model as Hugging Face's tools read it: config.json, model.safetensors, and the characters."""

import array
import json
import math
import pathlib
import shutil
import sys

from gpt_config import parameter_shapes


def save_checkpoint(folder, config_path, config, characters, model):
    """Returns the folder. Weights are 32-bit floats in the safetensors format."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, shape in parameter_shapes(config).items():
        size = 4 * math.prod(shape)
        stored = name if name.startswith("lm_head.") else f"transformer.{name}"
        header[stored] = {"dtype": "F32", "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    header_bytes = json.dumps(header).encode()
    header_bytes += b" " * (-len(header_bytes) % 8)
    with open(folder / "model.safetensors", "wb") as file:
        file.write(len(header_bytes).to_bytes(8, "little"))
        file.write(header_bytes)
        for name in parameter_shapes(config):
            numbers = array.array("f", model.values(name))
            if sys.byteorder == "big":
                numbers.byteswap()
            numbers.tofile(file)
    if (folder / "config.json").resolve() != pathlib.Path(config_path).resolve():
        shutil.copyfile(config_path, folder / "config.json")
    (folder / "characters.json").write_text(json.dumps(characters), encoding="utf-8")
    return folder
