import sys
import speechbrain as sb
import torch
from hyperpyyaml import load_hyperpyyaml
from mini_prepare import prepare_mini_librispeech, dataio_prep


class SpkIdBrain(sb.Brain):
    def compute_forward(self, batch, stage):
        batch = batch.to(self.device)
        feats = self.modules.mean_var_norm(self.modules.compute_features(batch.sig.data), batch.sig.lengths)
        return self.modules.classifier(self.modules.embedding_model(feats, batch.sig.lengths))

    def compute_objectives(self, predictions, batch, stage):
        return sb.nnet.losses.nll_loss(predictions, batch.spk_id_encoded.data)


if __name__ == "__main__":
    hparams_file, run_opts, overrides = sb.parse_arguments(sys.argv[1:])
    with open(hparams_file) as fin:
        hparams = load_hyperpyyaml(fin, overrides)
    sb.create_experiment_directory(hparams["output_folder"], hparams_file, overrides)
    datasets = dataio_prep(hparams)
    brain = SpkIdBrain(modules=hparams["modules"], opt_class=hparams["opt_class"], hparams=hparams, run_opts=run_opts)
    brain.fit(brain.hparams.epoch_counter, datasets["train"], datasets["valid"], train_loader_kwargs=hparams["dataloader_options"])
    brain.evaluate(test_set=datasets["test"])
