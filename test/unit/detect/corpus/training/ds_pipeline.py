import deepspeed
from deepspeed.pipe import PipelineModule
from layers import gpt_layers
from corpus import dataset

deepspeed.init_distributed()
net = PipelineModule(layers=gpt_layers(24), num_stages=4, loss_fn=lambda o, t: ((o - t) ** 2).mean())
engine, _, _, _ = deepspeed.initialize(model=net, model_parameters=[p for p in net.parameters() if p.requires_grad],
                                       training_data=dataset(), config='ds.json')
for step in range(1000):
    loss = engine.train_batch()
    if step % 10 == 0:
        print(step, loss)
