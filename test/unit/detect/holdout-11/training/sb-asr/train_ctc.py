import sys
import speechbrain as sb
from hyperpyyaml import load_hyperpyyaml
from speechbrain.utils.distributed import run_on_main, ddp_init_group


class ASR(sb.Brain):
    def compute_forward(self, batch, stage):
        wavs, lens = batch.sig
        feats = self.modules.wav2vec2(wavs, lens)
        return self.hparams.log_softmax(self.modules.ctc_lin(feats)), lens

    def compute_objectives(self, predictions, batch, stage):
        p, lens = predictions
        tokens, tlens = batch.tokens
        return self.hparams.ctc_cost(p, tokens, lens, tlens)


if __name__ == "__main__":
    hparams_file, run_opts, overrides = sb.parse_arguments(sys.argv[1:])
    ddp_init_group(run_opts)
    with open(hparams_file) as fin:
        hparams = load_hyperpyyaml(fin, overrides)
    from prepare import prepare_commonvoice, dataio_prepare
    run_on_main(prepare_commonvoice, kwargs={"data_folder": hparams["data_folder"]})
    train_data, valid_data, test_data = dataio_prepare(hparams)
    asr_brain = ASR(modules=hparams["modules"], hparams=hparams, run_opts=run_opts, checkpointer=hparams["checkpointer"])
    asr_brain.fit(asr_brain.hparams.epoch_counter, train_data, valid_data, train_loader_kwargs=hparams["dataloader_opts"])
    asr_brain.evaluate(test_data, min_key="WER")
