import lightning.pytorch as pl
import torch


class WGAN(pl.LightningModule):
    def __init__(self, gen, critic, n_critic=5):
        super().__init__()
        self.automatic_optimization = False
        self.gen, self.critic, self.n_critic = gen, critic, n_critic

    def training_step(self, batch, batch_idx):
        opt_g, opt_c = self.optimizers()
        real, _ = batch
        for _ in range(self.n_critic):
            z = torch.randn(real.size(0), 128, device=self.device)
            loss_c = self.critic(self.gen(z).detach()).mean() - self.critic(real).mean()
            opt_c.zero_grad()
            self.manual_backward(loss_c)
            opt_c.step()
        loss_g = -self.critic(self.gen(torch.randn(real.size(0), 128, device=self.device))).mean()
        opt_g.zero_grad()
        self.manual_backward(loss_g)
        opt_g.step()

    def configure_optimizers(self):
        return torch.optim.RMSprop(self.gen.parameters(), 5e-5), torch.optim.RMSprop(self.critic.parameters(), 5e-5)
