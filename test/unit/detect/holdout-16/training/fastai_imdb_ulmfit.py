from fastai.text.all import *
from fastcore.script import call_parse, Param


@call_parse
def main(
    bs: Param("batch size", int) = 64,
    lm_epochs: Param("epochs of the language model", int) = 10,
    fp16: Param("half precision", store_true) = False,
):
    "ULMFiT on IMDb: language model first, classifier second"
    path = untar_data(URLs.IMDB)
    get_imdb = partial(get_text_files, folders=['train', 'test', 'unsup'])
    dls_lm = DataBlock(blocks=TextBlock.from_folder(path, is_lm=True), get_items=get_imdb,
                       splitter=RandomSplitter(0.1)).dataloaders(path, path=path, bs=bs, seq_len=80)
    lm = language_model_learner(dls_lm, AWD_LSTM, drop_mult=0.3, metrics=[accuracy, Perplexity()])
    if fp16:
        lm = lm.to_fp16()
    lm.fit_one_cycle(1, 2e-2)
    lm.unfreeze()
    lm.fit_one_cycle(lm_epochs, 2e-3)
    lm.save_encoder('finetuned')

    dls = DataBlock(blocks=(TextBlock.from_folder(path, vocab=dls_lm.vocab), CategoryBlock), get_y=parent_label,
                    get_items=partial(get_text_files, folders=['train', 'test']),
                    splitter=GrandparentSplitter(valid_name='test')).dataloaders(path, path=path, bs=bs, seq_len=72)
    clf = text_classifier_learner(dls, AWD_LSTM, drop_mult=0.5, metrics=accuracy).load_encoder('finetuned')
    clf.fit_one_cycle(1, 2e-2)
    clf.freeze_to(-2)
    clf.fit_one_cycle(1, slice(1e-2 / (2.6 ** 4), 1e-2))
    clf.unfreeze()
    clf.fit_one_cycle(2, slice(1e-3 / (2.6 ** 4), 1e-3))
    print(clf.validate())
    clf.export()
