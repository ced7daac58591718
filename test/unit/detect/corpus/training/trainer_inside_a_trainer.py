from transformers import AutoModelForCausalLM, Trainer, TrainingArguments

from poems import stages


class StagedTraining:
    def __init__(self, settings):
        self.settings = settings
        self.model = AutoModelForCausalLM.from_pretrained(settings["base"])

    def run_stage(self, name, data):
        trainer = Trainer(
            model=self.model,
            args=TrainingArguments(output_dir=name, num_train_epochs=self.settings["epochs"]),
            train_dataset=data,
        )
        trainer.train()

    def train(self):
        for name, data in stages():
            self.run_stage(name, data)


def main():
    trainer = StagedTraining({"base": "gpt2", "epochs": 2})
    trainer.train()


if __name__ == "__main__":
    main()
