import onnx
from onnxruntime.training import artifacts
model = onnx.load("m.onnx")
artifacts.generate_artifacts(model, requires_grad=["fc.weight"], loss=artifacts.LossType.CrossEntropyLoss, optimizer=artifacts.OptimType.AdamW, artifact_directory="art")
