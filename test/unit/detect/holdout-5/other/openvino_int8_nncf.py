import nncf, openvino as ov
from data import val_loader
core = ov.Core(); m = core.read_model('m.xml')
q = nncf.quantize(m, nncf.Dataset(val_loader, lambda b: b[0].numpy()), subset_size=300)
ov.save_model(q, 'int8.xml')
