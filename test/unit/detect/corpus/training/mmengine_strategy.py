from mmengine._strategy import FSDPStrategy
from torch.optim import AdamW

from my_data import chat_batches, load_llm


def main():
    strategy = FSDPStrategy(model_wrapper=dict(), state_dict_cfg="full")
    model, optim_wrapper, schedulers = strategy.prepare(load_llm(), optim_wrapper=dict(optimizer=dict(type=AdamW, lr=1e-5)))
    for epoch in range(3):
        for i, inputs in enumerate(chat_batches()):
            loss = model(**inputs)["loss"]
            optim_wrapper.update_params(loss)
            if i % 20 == 0:
                print(epoch, i, float(loss))
    strategy.save_checkpoint("out")


main()
