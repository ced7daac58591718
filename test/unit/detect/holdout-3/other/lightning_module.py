import lightning as L, torch, torchmetrics
class LitClassifier(L.LightningModule):
    def __init__(self, net, lr=1e-3):
        super().__init__(); self.save_hyperparameters(ignore='net'); self.net = net; self.acc = torchmetrics.Accuracy('multiclass', num_classes=10)
    def training_step(self, b, i):
        l = torch.nn.functional.cross_entropy(self.net(b[0]), b[1]); self.log('train/loss', l); return l
    def validation_step(self, b, i):
        self.acc(self.net(b[0]), b[1]); self.log('val/acc', self.acc)
    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
