"""TorchServe handler of the invoice field extractor."""
import base64
import io
import json
import logging
import os
import zipfile
from abc import ABC

import torch
import transformers
from PIL import Image
from transformers import LayoutLMv3ForTokenClassification, LayoutLMv3Processor
from ts.torch_handler.base_handler import BaseHandler

logger = logging.getLogger(__name__)
logger.info("Transformers version %s", transformers.__version__)


class InvoiceHandler(BaseHandler, ABC):
    def __init__(self):
        super().__init__()
        self.initialized = False

    def initialize(self, ctx):
        props = ctx.system_properties
        self.manifest = ctx.manifest
        model_dir = props.get("model_dir")
        gpu = props.get("gpu_id")
        self.device = torch.device(f"cuda:{gpu}" if torch.cuda.is_available() and gpu is not None else "cpu")
        with zipfile.ZipFile(os.path.join(model_dir, "model.zip")) as z:
            z.extractall(model_dir)
        self.processor = LayoutLMv3Processor.from_pretrained(model_dir, apply_ocr=True)
        self.model = LayoutLMv3ForTokenClassification.from_pretrained(model_dir).to(self.device).eval()
        self.initialized = True

    def preprocess(self, data):
        images = []
        for row in data:
            body = row.get("data") or row.get("body")
            raw = base64.b64decode(body) if isinstance(body, str) else body
            images.append(Image.open(io.BytesIO(raw)).convert("RGB"))
        return self.processor(images, return_tensors="pt", truncation=True, padding=True).to(self.device)

    @torch.inference_mode()
    def inference(self, batch, *args, **kwargs):
        logits = self.model(**batch).logits.softmax(-1)
        score, label = logits.max(-1)
        return [dict(score=s, label=l, ids=i) for s, l, i in zip(score, label, batch["input_ids"])]

    def postprocess(self, rows):
        out = []
        for r in rows:
            fields = {}
            for s, l, i in zip(r["score"].tolist(), r["label"].tolist(), r["ids"].tolist()):
                name = self.model.config.id2label[l]
                if name != "O" and s > 0.5:
                    fields.setdefault(name[2:], []).append(i)
            out.append(json.dumps({k: self.processor.tokenizer.decode(v) for k, v in fields.items()}))
        return out
